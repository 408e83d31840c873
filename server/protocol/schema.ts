// What the files of the protocol share: how a request is described, and the schemas of LSP's own types as far as we use them.
import * as v from 'valibot';

/** A request: the schema of its parameters, which also validates them, and the type of its result. */
export interface RequestType<Parameters extends v.GenericSchema, Result> {
	readonly parameters: Parameters;
	/** The result exists as a type only. */
	readonly result?: Result;
}

/** Describes a request: `request(parameters).answers<Result>()`. */
export const request = <Parameters extends v.GenericSchema>(parameters: Parameters) => ({
	answers: <Result>(): RequestType<Parameters, Result> => ({ parameters }),
});

/** A count, an offset or an index. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Keys, names and queries are short; what is longer is a mistake or an attack. */
export const shortText = v.pipe(v.string(), v.maxLength(10_000));

/** At most so many keys are asked for at once. */
export const keys = v.pipe(v.array(shortText), v.maxLength(10_000));

/** LSP 3.17 `Position`: zero-based line, and character in what client and server have agreed on; our own client counts UTF-16 code units. */
export const position = v.object({ line: count, character: count });

/** LSP 3.17 `Range`. */
export const range = v.object({ start: position, end: position });

export type Position = v.InferOutput<typeof position>;
export type Range = v.InferOutput<typeof range>;

/** LSP 3.17 `TextDocumentEdit`, as far as we send it. */
export interface DocumentEdit {
	textDocument: { uri: string; version: number | null };
	edits: { range: Range; newText: string }[];
}

/** LSP 3.17 `WorkspaceEdit` with versioned documents and files to be created, as far as we send it. */
export interface WorkspaceEdit {
	documentChanges: (DocumentEdit | { kind: 'create'; uri: string; options: { ignoreIfExists: true } })[];
}
