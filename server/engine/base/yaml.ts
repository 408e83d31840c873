import {
	type Alias,
	Composer,
	type CST,
	type Document,
	type DocumentOptions,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	Lexer,
	type Node,
	type ParseOptions,
	Parser,
	type Scalar,
	type SchemaOptions,
	visit,
	YAMLParseError,
} from 'yaml';
import { append } from './append.js';

/** How deep collections may be within each other: what composes the nodes calls itself for each, and at the end of the stack the process may. */
const deepest = 100;

/** Where there are more mistakes, the text is not meant to be YAML: the first are reported. */
const mostMistakes = 1000;

/** So much is parsed (UTF-16 units): the tree takes many times as much memory, and half of the time is spent on that. */
const longest = 16 << 20;

/** So many tokens are parsed: each takes some 300 bytes until the text ends. Ordinary text has one for two characters. */
const mostTokens = 2_000_000;

/**
 * The first document of a YAML text as a tree of nodes. Never throws: for a text of more than 16 million characters or two million tokens, one that is
 * nested more than a hundred deep, or that the parser gives up on, the tree is empty and `errors` says so; of more than a thousand errors there are the
 * first. Aliases are left as they are; what they stand for may be without end.
 */
export function parseYaml(text: string, options: ParseOptions & DocumentOptions & SchemaOptions): Document.Parsed {
	try {
		const document = composed(tokensOf(text), text.length, { ...options, uniqueKeys: false });
		if (options.uniqueKeys !== false) reportRepeatedKeys(document);
		document.errors.splice(mostMistakes);
		return document;
	} catch (error) {
		return emptyDocument(error, options);
	}
}

/** What there is of a text that is given up for a reason. */
function emptyDocument(reason: unknown, options: ParseOptions & DocumentOptions & SchemaOptions): Document.Parsed {
	const empty = composed([], 0, options);
	empty.errors.push(new YAMLParseError([0, 0], 'IMPOSSIBLE', reason instanceof Error ? reason.message : String(reason)));
	return empty;
}

/** Whether nothing of a document was read, since its text is too large, nested too deep or not meant to be YAML. */
export const isGivenUp = ({ errors }: Document.Parsed): boolean => errors.some(({ code }) => code === 'IMPOSSIBLE');

/**
 * Adds an error for each key that a mapping has twice (YAML 1.2.2, § 3.2.1.1, "unique keys"). The parser does the same by comparing each key with all
 * before it, which takes quadratic time.
 */
function reportRepeatedKeys(document: Document.Parsed): void {
	const repeated: YAMLParseError[] = [];
	const open: unknown[] = [document.contents];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (isSeq(node)) append(open, node.items);
		if (!isMap(node)) continue;
		const keys = new Set<unknown>();
		for (const { key, value } of node.items) {
			if (isScalar(key)) {
				const start = key.range?.[0] ?? 0;
				if (keys.has(key.value)) repeated.push(new YAMLParseError([start, start + 1], 'DUPLICATE_KEY', 'Map keys must be unique'));
				keys.add(key.value);
			} else open.push(key);
			if (value !== null) open.push(value);
		}
	}
	if (repeated.length === 0) return;
	append(document.errors, repeated);
	document.errors.sort((a, b) => a.pos[0] - b.pos[0]);
}

/** Whether a scalar says that there is no value (YAML 1.2.2, § 10.2.1.1), which a schema that has texts only takes for a text. */
export const isNoValue = ({ type, value }: Scalar): boolean => type === 'PLAIN' && /^(?:~|null|Null|NULL)?$/.test(String(value));

/** The plain value of a node of a document: an object, a list, a text, or `null`. */
export type PlainValue = (node: unknown) => unknown;

/**
 * Makes plain values of the nodes of a document, which was made of `text`, with what aliases stand for (YAML 1.2.2, § 3.2.2.2). That is made once and
 * shared, so that a text cannot make it grow; an alias within what it stands for has no value. What
 * is empty, `~` or `null` without quotes has none either.
 */
export function plainValues(document: Document.Parsed, text: string): PlainValue {
	const anchors = new Map<string, Node>();
	const targets = new Map<Alias, Node | undefined>();
	const made = new Map<Node, unknown>();
	const plainValue: PlainValue = (node) => {
		if (isAlias(node)) return plainValue(targets.get(node));
		if (isScalar(node)) return isNoValue(node) ? null : node.value;
		if (!isMap(node) && !isSeq(node)) return undefined;
		if (made.has(node)) return made.get(node);
		if (node.anchor !== undefined) made.set(node, undefined);
		const value = isMap(node)
			? Object.fromEntries(node.items.map((pair) => [String(plainValue(pair.key)), plainValue(pair.value)]))
			: node.items.map(plainValue);
		if (node.anchor !== undefined) made.set(node, value);
		return value;
	};
	if (!text.includes('&')) return plainValue;
	visit(document, {
		Alias(_, alias) {
			targets.set(alias, anchors.get(alias.source));
		},
		Value(_, node) {
			if (node.anchor !== undefined) anchors.set(node.anchor, node);
		},
	});
	// In the order of the text, so that what an alias stands for is there before it is asked for within another.
	for (const target of targets.values()) plainValue(target);
	return plainValue;
}

/** All documents of a YAML text, each as `parseYaml` gives the first one; one that is empty where the text is given up. Never throws. */
export function parseAllYaml(text: string, options: ParseOptions & DocumentOptions & SchemaOptions): readonly Document.Parsed[] {
	try {
		return [...new Composer(options).compose(tokensOf(text), true, text.length)] as Document.Parsed[];
	} catch (error) {
		return [emptyDocument(error, options)];
	}
}

function composed(tokens: Iterable<CST.Token>, length: number, options: ParseOptions & DocumentOptions & SchemaOptions): Document.Parsed {
	const [first, second] = new Composer(options).compose(tokens, true, length);
	// A document is always made, be it of nothing.
	const document = first as Document.Parsed;
	if (second && options.logLevel !== 'silent') {
		const [start, end] = second.range;
		document.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'There is more than one document.'));
	}
	return document;
}

/** The tokens of a text, up to one that is nested too deep; then throws, as it does for a text that is too long. */
function* tokensOf(text: string): Generator<CST.Token> {
	if (text.length > longest) throw new Error(`It has more than ${longest >> 20} million characters.`);
	const parser = new Parser();
	const deep = (): Error => new Error(`Collections are nested more than ${deepest} deep.`);
	let mistakes = 0;
	let tokens = 0;
	for (const lexeme of new Lexer().lex(text)) {
		if (++tokens > mostTokens) throw new Error(`It has more than ${mostTokens / 1e6} million tokens.`);
		for (const token of parser.next(lexeme)) {
			if (isDeep(token)) throw deep();
			if (token.type === 'error' && ++mistakes > mostMistakes) throw new Error(`It has more than ${mostMistakes} mistakes.`);
			yield token;
		}
		// A token is given when it ends: one that goes deeper and deeper takes some 500 bytes for each character until then.
		if (parser.stack.length > deepest + 10) throw deep();
	}
	for (const token of parser.end()) {
		if (isDeep(token)) throw deep();
		yield token;
	}
}

function isDeep(token: CST.Token): boolean {
	let level: readonly CST.Token[] = [token];
	for (let depth = 0; level.length > 0; depth++) {
		// The document itself is one.
		if (depth > deepest + 1) return true;
		level = level.flatMap(within);
	}
	return false;
}

/** The tokens directly within one. */
function within(token: CST.Token): readonly CST.Token[] {
	if (token.type === 'document') return token.value ? [token.value] : [];
	if (!('items' in token)) return [];
	return (token.items as readonly CST.CollectionItem[]).flatMap(({ key, value }) => [...(key ? [key] : []), ...(value ? [value] : [])]);
}
