// JSON that loses nothing: a number stays the text it was written as, because an
// id of 64 bits does not fit in a JavaScript number, and every value knows where
// it stands in the text.

export interface Span {
  start: number; // of the value, in the text
  end: number;
}

export interface Member extends Span {
  name: string; // start and end are those of the name, with its quotes
  value: Node;
}

export type Node = Span &
  (
    | { kind: 'object'; members: Member[] }
    | { kind: 'array'; items: Node[] }
    | { kind: 'string' | 'number' | 'word'; text: string }
  );

/** Data is a document as plain values. Numbers are text. */
export type Data = string | boolean | null | Data[] | { [name: string]: Data };

/** JSONError says where a text stops being JSON. */
export class JSONError extends Error {
  constructor(
    readonly at: number,
    what: string,
  ) {
    super(what);
  }
}

const deepest = 200;
const number = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const word = /true|false|null/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  document(): Node {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail('something follows the document');
    return value;
  }

  private fail(what: string, at = this.at): never {
    throw new JSONError(at, at < this.text.length ? what : 'the text ends too early');
  }

  private space() {
    for (; this.at < this.text.length; this.at++) {
      const c = this.text.charCodeAt(this.at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return;
    }
  }

  private value(depth: number): Node {
    if (depth > deepest) this.fail('too many levels');
    this.space();
    const start = this.at;
    switch (this.text[start]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"': {
        const text = this.string();
        return { kind: 'string', text, start, end: this.at };
      }
    }
    for (const [pattern, kind] of [[number, 'number'] as const, [word, 'word'] as const]) {
      pattern.lastIndex = start;
      const found = pattern.exec(this.text);
      if (found) {
        this.at = pattern.lastIndex;
        return { kind, text: found[0], start, end: this.at };
      }
    }
    this.fail('a value is missing here');
  }

  private object(depth: number): Node {
    const start = this.at++;
    const members: Member[] = [];
    for (this.space(); this.text[this.at] !== '}'; this.space()) {
      if (members.length > 0) this.take(',', 'a comma or a closing brace is missing here');
      this.space();
      const from = this.at;
      if (this.text[from] !== '"') this.fail('a name in quotes is missing here');
      const name = this.string();
      const end = this.at;
      this.space();
      this.take(':', 'a colon is missing here');
      members.push({ name, start: from, end, value: this.value(depth + 1) });
    }
    this.at++;
    return { kind: 'object', members, start, end: this.at };
  }

  private array(depth: number): Node {
    const start = this.at++;
    const items: Node[] = [];
    for (this.space(); this.text[this.at] !== ']'; this.space()) {
      if (items.length > 0) this.take(',', 'a comma or a closing bracket is missing here');
      items.push(this.value(depth + 1));
    }
    this.at++;
    return { kind: 'array', items, start, end: this.at };
  }

  private take(c: string, otherwise: string) {
    if (this.text[this.at] !== c) this.fail(otherwise);
    this.at++;
  }

  private string(): string {
    const start = this.at;
    for (let at = start + 1; ; at++) {
      const c = this.text.charCodeAt(at);
      if (Number.isNaN(c)) this.fail('the text ends inside of quotes', start);
      if (c === 34) {
        this.at = at + 1;
        const raw = this.text.slice(start, this.at);
        if (!raw.includes('\\')) return raw.slice(1, -1);
        try {
          return JSON.parse(raw) as string;
        } catch {
          this.fail('a backslash is followed by what it cannot be', start);
        }
      }
      if (c < 32) this.fail('a line ends inside of quotes', at);
      if (c === 92) at++;
    }
  }
}

/** read reads a text, or throws a JSONError. */
export const read = (text: string): Node => new Reader(text).document();

/** data returns a document as plain values. */
export function data(node: Node): Data {
  switch (node.kind) {
    case 'object': {
      const object: { [name: string]: Data } = Object.create(null);
      for (const m of node.members) object[m.name] = data(m.value);
      return object;
    }
    case 'array':
      return node.items.map(data);
    case 'word':
      return node.text === 'null' ? null : node.text === 'true';
  }
  return node.text;
}

/** write returns a document as text again; its numbers are as they were. */
export function write(node: Node): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map((m) => `${JSON.stringify(m.name)}:${write(m.value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(write).join(',')}]`;
    case 'string':
      return JSON.stringify(node.text);
  }
  return node.text;
}

/** member returns the value of a name, whether it is written payment or Payment. */
export function member(node: Node | undefined, name: string): Node | undefined {
  if (node?.kind !== 'object') return undefined;
  const found =
    node.members.find((m) => m.name === name) ?? node.members.find((m) => m.name.toLowerCase() === name.toLowerCase());
  return found?.value;
}

/** edited returns the document with the value at the names replaced, or taken out. */
export function edited(node: Node, names: string[], value: string | undefined): Node {
  const [name, ...rest] = names;
  if (name === undefined) return value === undefined ? node : read(value);
  const members = node.kind === 'object' ? node.members : [];
  const old = members.find((m) => m.name.toLowerCase() === name.toLowerCase());
  if (!old && value === undefined) return node;
  const none: Span = { start: node.start, end: node.start };
  const inner: Node = old?.value ?? { kind: 'object', members: [], ...none };
  const others = members.filter((m) => m !== old);
  if (rest.length === 0 && value === undefined) return { ...none, end: node.end, kind: 'object', members: others };
  const next = edited(inner, rest, value);
  const at = old ? members.indexOf(old) : members.length;
  const changed = { ...(old ?? { ...none, name }), value: next };
  return {
    start: node.start,
    end: node.end,
    kind: 'object',
    members: [...members.slice(0, at), changed, ...members.slice(at + (old ? 1 : 0))],
  };
}

/** explained asks for the trace. What is no object stays as it is, for the engine to refuse. */
export const explained = (document: Node): Node =>
  document.kind === 'object' ? edited(document, ['explain'], 'true') : document;

/**
 * locate returns where a path such as charges[3].amount stands in the text: the
 * value, or the nearest thing around it that is there.
 */
export function locate(root: Node, path: string): Span {
  let span: Span = root;
  let node: Node | undefined = root;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    const inside: Node | undefined = node;
    if (inside?.kind === 'array') {
      node = inside.items[Number(step)];
    } else {
      node = member(inside, step);
    }
    if (!node) break;
    span = node;
  }
  return span;
}
