// The documents with the native answers, as go run ./internal/gen/parity writes them.

/** Reads the text of parity.jsonl. A document that is no UTF-8 is bytes. */
export function casesIn(text) {
  return text.trimEnd().split('\n').map((line) => {
    const c = JSON.parse(line);
    const document = c.base64 ? Uint8Array.from(atob(c.base64), (letter) => letter.charCodeAt(0)) : c.text ?? '';
    return { ...c, document };
  });
}

/** Says of every operation how many answers differ; runText may return a promise. */
export async function compare(cases, runText) {
  const answers = await Promise.all(cases.map((c) => runText(c.op, c.document)));
  const different = cases.flatMap((c, i) => (answers[i] === c.answer ? [] : [`${c.id}, ${c.op}: ${answers[i]}\nnative: ${c.answer}`]));
  return { compared: answers.length, different };
}
