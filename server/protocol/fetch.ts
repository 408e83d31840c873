import * as v from 'valibot';
import type { KeyName, WebAnswer } from '../engine/index.js';

/**
 * The request from server to client that asks a web server once: the client knows the user's proxy, certificates and keys. For clients that announce
 * `fetches`; the server asks by itself otherwise.
 */
export const fetchMethod = 'lectern/fetch';

const texts = v.record(v.string(), v.string());

/** Only addresses of the web, without a name before the host. */
const address = v.pipe(v.string(), v.maxLength(20_000), v.regex(/^https?:\/\/[^\s/?#@\\]+(?:[/?#]|$)/i));

const keyNames = ['openalex', 'semanticscholar', 'httpLibrary'] as const satisfies readonly KeyName[];

/** A `WebRequest`, as the client validates it. */
export const fetchParameters = v.object({
	address,
	accept: v.string(),
	headers: v.optional(texts),
	body: v.optional(v.pipe(v.string(), v.maxLength(1 << 20))),
	/** The client puts the user's key in, where it has one. */
	key: v.optional(v.picklist(keyNames)),
	milliseconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(120_000))),
});

/** A `WebAnswer`, as the server validates it. */
export const fetchAnswer = v.union([
	v.object({ status: v.number(), text: v.string(), headers: texts }),
	v.object({ failure: v.picklist(['unreachable', 'hidden', 'timeout', 'cancelled', 'cut-off', 'too-long']), reason: v.string() }),
]) satisfies v.GenericSchema<unknown, WebAnswer>;
