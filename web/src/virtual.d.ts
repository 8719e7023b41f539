declare module 'virtual:remedies' {
  const remedies: string[];
  export default remedies;
}
