// Types of @paysplit/wasm. The documents of the operations stand in operations.d.ts,
// generated from their JSON Schemas.

import type { OperationName, Operations } from './operations.js';
export type * from './operations.js';

export interface LoadOptions {
  /**
   * Where the module is: its address, a response that brings it, its bytes, or the module
   * itself, compiled. Without it, paysplit.wasm is read from beside this package.
   */
  wasm?: URL | string | Response | Promise<Response> | BufferSource | WebAssembly.Module;
}

/** One operation of the engine. */
export interface Operation {
  readonly name: OperationName;
  /** What it answers, in one line. */
  readonly summary: string;
}

/**
 * A result. Amounts are decimal strings, dates are "yyyy-MM-dd". Ids are numbers: one
 * above 2^53 is not exact; see runText.
 */
export interface Result {
  readonly [name: string]: any;
}

/** A document of an operation: an object, or its JSON text. */
export type Input<Op extends OperationName> = Operations[Op] | string | Uint8Array;

export interface Engine {
  /** The operations, in the order of the documentation. */
  readonly ops: readonly Operation[];

  /**
   * Runs an operation on a document and returns the result.
   *
   * Objects go through JSON.stringify and JSON.parse, so numbers are JavaScript's: an id
   * above 2^53 (Number.MAX_SAFE_INTEGER) is rounded on its way out, and on its way in
   * unless it is written as a string, which every id may be. Where there are such ids,
   * use runText.
   *
   * @throws PaysplitError if the document cannot be read, or if a rule refuses it.
   */
  run<Op extends OperationName>(op: Op, input: Input<Op>): Result;

  /**
   * Runs an operation on JSON text and returns JSON text: that of the result, or that of
   * the error document, {"error":{"code","path","message"}}. It is, byte for byte, what
   * the native command writes; no number passes through JavaScript.
   */
  runText(op: OperationName | (string & {}), text: string | Uint8Array): string;
}

/** The engine in a worker. Calls are answered in their order; many may be under way. */
export interface WorkerEngine {
  readonly ops: Engine['ops'];
  /** As run of Engine. */
  run<Op extends OperationName>(op: Op, input: Input<Op>): Promise<Result>;
  /** As runText of Engine. */
  runText(op: OperationName | (string & {}), text: string | Uint8Array): Promise<string>;
  /** Ends the worker. Calls that are under way, and later ones, are rejected. */
  terminate(): void;
}

/** A document that was refused. Its message says what is wrong and what would mend it. */
export class PaysplitError extends Error {
  constructor(document: ErrorDocument);
  readonly name: 'PaysplitError';
  /** The stable code, such as "UNKNOWN_FIELD"; docs/codes.md lists them. */
  readonly code: string;
  /** The JSON path of the culprit, such as "charges[3].fee"; empty for the whole document. */
  readonly path: string;
  /** The error document. */
  readonly document: ErrorDocument;
}

export interface ErrorDocument {
  readonly error: { readonly code: string; readonly path: string; readonly message: string };
}

/** Starts the engine in this thread. Each call starts one of its own. */
export function load(options?: LoadOptions): Promise<Engine>;

/**
 * Starts the engine in a worker of its own, a Web Worker or a worker thread of Node, so
 * that a large document does not hold up the page.
 */
export function loadInWorker(options?: LoadOptions): Promise<WorkerEngine>;
