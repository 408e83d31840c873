import { type LocalizableMessage, localizable } from '../../base/localizableMessage.js';

/** How a library over HTTP is asked: by Lectern's own contract, or as one of these engines is. See docs/http-library.md. */
export const httpLibraryKinds = ['csl', 'meilisearch', 'opensearch', 'postgrest'] as const;
export type HttpLibraryKind = (typeof httpLibraryKinds)[number];

/** Which variable of CSL is where in an engine's document: `title` → `paper.title`. Empty where documents are CSL-JSON. */
export type FieldMap = Readonly<Record<string, string>>;

export interface HttpLibraryOptions {
	/** Without a slash at the end. */
	readonly url: string;
	/** What lists call it. */
	readonly name: string;
	readonly kind: HttpLibraryKind;
	readonly fields: FieldMap;
}

/** What is wrong with a setting that should name a library. */
export interface WrongOptions {
	readonly problem: LocalizableMessage;
}

/** A setting names at most so many fields; each name has at most so many letters. */
const mostFields = 60;
const longestName = 200;

/**
 * The library that the setting `lectern.httpLibrary` names: `{ url, kind, name, fields }`. Nothing where it names none; what is wrong where its
 * address is none of the web, has a password, a question or a fragment in it, or where its kind or its fields are none.
 */
export function httpLibraryOptionsOf(setting: unknown): HttpLibraryOptions | WrongOptions | undefined {
	if (typeof setting !== 'object' || setting === null) return undefined;
	const { url, kind = 'csl', name, fields = {} } = setting as Readonly<Record<string, unknown>>;
	if (url === undefined || url === '') return undefined;
	const address = typeof url === 'string' ? addressOf(url) : undefined;
	if (!address)
		return {
			problem: localizable(
				'“{0}” is no address of a library: it has to begin with https:// or http:// and have no password, question or fragment in it.',
				String(url),
			),
		};
	const known = httpLibraryKinds.find((each) => each === kind);
	if (!known) return { problem: localizable('“{0}” is none of the kinds of libraries: {1}.', String(kind), httpLibraryKinds.join(', ')) };
	const map = fieldMapOf(fields);
	if (!map)
		return { problem: localizable('The fields of the library have to be names of CSL’s variables with paths such as “paper.title”.') };
	const isNamed = typeof name === 'string' && name.trim() !== '';
	return { url: address.text, name: isNamed ? name.trim().slice(0, longestName) : address.host, kind: known, fields: map };
}

/** An address without a slash at the end, and its host; nothing where nothing can be asked there. */
function addressOf(url: string): { readonly text: string; readonly host: string } | undefined {
	const found = /^https?:\/\/([^\s/?#@\\]+)(?:\/[^\s?#\\]*)?$/i.exec(url);
	if (!found) return undefined;
	let end = url.length;
	while (url[end - 1] === '/') end--;
	return { text: url.slice(0, end), host: found[1]! };
}

/** Where documents have which variable, as an object or as a text, `title: paper.title, author: people`. Nothing where it is neither. */
function fieldMapOf(given: unknown): FieldMap | undefined {
	const fields = typeof given === 'string' ? fieldsIn(given) : given;
	if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return undefined;
	const entries = Object.entries(fields);
	const isWhole = entries.every(
		([variable, path]) => /^[A-Za-z][A-Za-z-]*$/.test(variable) && typeof path === 'string' && path !== '' && path.length <= longestName,
	);
	return isWhole && entries.length <= mostFields ? (Object.fromEntries(entries) as FieldMap) : undefined;
}

/** What a text names between its commas; a part without a colon names a variable and no path, which is wrong. */
function fieldsIn(text: string): Readonly<Record<string, string>> {
	const parts = text.split(',').filter((part) => part.trim() !== '');
	return Object.fromEntries(
		parts.map((part) => {
			const [variable = '', ...path] = part.split(':');
			return [variable.trim(), path.join(':').trim()];
		}),
	);
}
