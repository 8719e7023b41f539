/** Words is a text whose dates do not break. */
export function Words({ of }: { of: string }) {
  return (
    <>
      {of.split(/(\d{4}-\d{2}-\d{2})/).map((part, i) =>
        i % 2 === 1 ? (
          <span key={i} class="whole">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
