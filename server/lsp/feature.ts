import * as v from 'valibot';
import type { ClientCapabilities, CancellationToken as LspToken, ProtocolRequestType, ServerCapabilities } from 'vscode-languageserver';
import { describeError, inBackground } from '../engine/index.js';
import { type Parameters, position, type Requests, range, requests } from '../protocol/index.js';
import { ErrorCodes, ResponseError } from './languageServer.js';
import { cancelled, type Request, requestFor, requestTexts } from './request.js';
import type { Services } from './services.js';

/** One feature at LSP's edge: what it announces and the requests it answers. */
export interface Feature {
	readonly capabilities?: (client: ClientCapabilities) => ServerCapabilities;
	register(services: Services): void;
}

type Answer<T> = T | Promise<T>;

/** Registers the answer to one of our requests, whose parameters the protocol's schema validates. */
export function answer<M extends keyof Requests>(
	services: Services,
	method: M,
	handler: (parameters: Parameters<M>, request: Request) => Answer<Requests[M][1]>,
): void {
	onRequest(services, method, async (given, token) => {
		// What a schema returns is what the method's own type infers from it.
		const parameters = validated(method, requests[method].parameters, given) as Parameters<M>;
		return answered(services, method, parameters, token, handler);
	});
}

const textDocument = v.looseObject({ uri: v.string() });

/** The parameters of LSP's own requests, as far as all handlers use them (LSP 3.17, "Text Document Language Features"). */
export const parametersOf = {
	document: v.looseObject({ textDocument }),
	position: v.looseObject({ textDocument, position }),
	range: v.looseObject({ textDocument, range }),
	anything: v.looseObject({}),
};

/** Registers the answer to one of LSP's own requests. `schema` validates what the handler uses of its parameters. */
export function answerLsp<P, R, PR, E, RO>(
	services: Services,
	type: ProtocolRequestType<P, R, PR, E, RO>,
	schema: v.GenericSchema,
	handler: (parameters: P, request: Request) => Answer<R>,
): void {
	onRequest(services, type.method, async (given, token) => {
		validated(type.method, schema, given);
		return answered(services, type.method, given as P, token, handler);
	});
}

/** Registers what one of the client's notifications does. One that its schema does not allow is logged and ignored, and so is what fails. */
export function onNotification<S extends v.GenericSchema>(
	{ connection, log }: Pick<Services, 'connection' | 'log'>,
	method: string,
	schema: S,
	handler: (parameters: v.InferOutput<S>) => void | Promise<void>,
): void {
	connection.onNotification(method, (given: unknown) => {
		inBackground(log, method, async () => handler(validated(method, schema, given)));
	});
}

/** A request without parameters counts as one whose parameters are all left out. JSON-RPC gives a handler the parameters, then the token. */
function onRequest(
	{ connection, clientUris }: Services,
	method: string,
	handler: (given: unknown, token: LspToken) => Promise<unknown>,
): void {
	connection.onRequest(method, async (...given: unknown[]) =>
		clientUris.sent(await handler((given.length > 1 && given[0]) || {}, given.at(-1) as LspToken)),
	);
}

/** Requests whose answer is wrong, not only poorer, while notes are still to be read. */
const needsAll: ReadonlySet<string> = new Set([
	'textDocument/diagnostic',
	'textDocument/rename',
	'textDocument/prepareRename',
	'textDocument/references',
]);

/** The answer of a handler; that of a cancelled request says so. */
async function answered<P, R>(
	services: Services,
	method: string,
	parameters: P,
	token: LspToken,
	handler: (parameters: P, request: Request) => Answer<R>,
): Promise<R> {
	if (token.isCancellationRequested) throw cancelled();
	try {
		const uri = documentOf(parameters);
		// Of a document that was just opened, what it names may not have been read yet.
		const opening = uri === undefined ? undefined : services.workspace.opening(uri);
		const texts = requestTexts(services);
		if (opening) await (needsAll.has(method) ? opening.all : opening.named);
		if (token.isCancellationRequested) throw cancelled();
		const result = await handler(parameters, requestFor(services, uri, token, texts));
		if (token.isCancellationRequested) throw cancelled();
		return result;
	} catch (error) {
		if (!(error instanceof ResponseError)) services.log.error(`${method} failed: ${describeError(error)}`);
		throw error;
	}
}

/** The URI of the document that a request is about. */
function documentOf(parameters: unknown): string | undefined {
	const {
		textDocument: named,
		uri,
		place,
	} = (parameters ?? {}) as {
		readonly textDocument?: { readonly uri?: unknown };
		readonly uri?: unknown;
		readonly place?: { readonly uri?: unknown };
	};
	return [named?.uri, uri, place?.uri].find((each) => typeof each === 'string');
}

/** Parameters that fit their schema. Throws `InvalidParams` with what is wrong where, for any others. */
function validated<S extends v.GenericSchema>(method: string, schema: S, given: unknown): v.InferOutput<S> {
	const { success, output, issues } = v.safeParse(schema, given);
	if (success) return output;
	const problems = issues.map(({ message, path }) => {
		const place = path?.map(({ key }) => String(key)).join('.');
		return place ? `${place}: ${message}` : message;
	});
	throw new ResponseError(ErrorCodes.InvalidParams, `${method}: ${problems.join('; ')}`);
}
