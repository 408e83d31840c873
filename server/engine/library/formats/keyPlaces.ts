import { isMap, isPair, isScalar, isSeq, type Scalar, visit } from 'yaml';
import { append } from '../../base/append.js';
import type { Span } from '../../base/span.js';
import { parseYaml } from '../../base/yaml.js';
import type { BibtexField } from './bibtex/entry.js';
import { scanBibtex } from './bibtex/scan.js';
import { frontMatterOf } from './summary.js';

/** Where a citation key is in a library file, each list in the order of the text. */
export interface KeyPlaces {
	/** As the key, or another key (biblatex `ids`), of an entry. */
	readonly own: readonly Span[];
	/** Where other entries name it: `crossref`, `xdata`, `related` … */
	readonly references: readonly Span[];
}

const nowhere: KeyPlaces = { own: [], references: [] };

/** Exactly the places of `key` in the text of a library file of a format (by the name of its module). Never throws on bad text. */
export function keyPlaces(format: string, text: string, key: string): KeyPlaces {
	if (key === '') return nowhere;
	if (format === 'bibtex') return text.toLowerCase().includes(key.toLowerCase()) ? inBibtex(text, key) : nowhere;
	if (!(text.includes(key) || text.includes(key.replaceAll('/', '\\/')))) return nowhere;
	if (format === 'cslJson') return { own: jsonKeys(text, key), references: [] };
	if (format === 'hayagriva') return inYamlLibrary(text, key);
	if (format === 'ris') return { own: taggedKeys(text, key, /^ID {2}-[ \t]*(\S+)[ \t]*$/gm), references: [] };
	if (format === 'endnote') return { own: taggedKeys(text, key, /^%F[ \t]+(\S+)[ \t]*$/gm), references: [] };
	return format === 'summary' ? inSummary(text, key) : nowhere;
}

/** Fields that name other entries by their keys (biblatex manual, "Special Fields"; BibTeX has `crossref` alone). */
const namingFields = new Set(['crossref', 'xref', 'xdata', 'related', 'entryset']);
/** Those of them that find their entry whatever the case of its key. */
const looseFields = new Set(['crossref', 'xdata']);

function inBibtex(text: string, key: string): KeyPlaces {
	const own: Span[] = [];
	const references: Span[] = [];
	const { entries } = scanBibtex(text);
	const isNamed = (item: string): boolean => item === key;
	const folded = key.toLowerCase();
	const keys = new Set(entries.flatMap((each) => (each.kind === 'entry' && each.key.toLowerCase() === folded ? [each.key] : [])));
	// An entry whose key is written just so is the one that is meant.
	const isMeant = (item: string): boolean => isNamed(item) || (item.toLowerCase() === folded && !keys.has(item));
	for (const entry of entries) {
		if (entry.kind !== 'entry') continue;
		if (entry.key === key) own.push({ start: entry.keyStart, end: entry.keyEnd });
		for (const field of entry.fields) {
			if (field.name === 'ids') append(own, itemsIn(text, field, isNamed));
			else if (namingFields.has(field.name)) append(references, itemsIn(text, field, looseFields.has(field.name) ? isMeant : isNamed));
		}
	}
	return { own, references };
}

/** The places of those of a field's comma-separated items that fit. */
function itemsIn(text: string, { valueStart, valueEnd }: BibtexField, fits: (item: string) => boolean): readonly Span[] {
	return Array.from(text.slice(valueStart, valueEnd).matchAll(/[^\s,{}"#]+/g)).flatMap(({ 0: item, index }) =>
		fits(item) ? [{ start: valueStart + index, end: valueStart + index + item.length }] : [],
	);
}

/** The ids of CSL items. An id may be an address that ends in the key, as Zotero writes them. */
function jsonKeys(text: string, key: string): readonly Span[] {
	return Array.from(text.matchAll(/"(?:citation-key|citationKey|citekey|id)"\s*:\s*"((?:[^"\\]|\\[\s\S])*)"/g)).flatMap(
		({ 0: all, 1: id = '', index }) => {
			const end = index + all.length - 1;
			// PHP and others write a slash as an escape.
			if (id.replaceAll('\\/', '/') === key) return [{ start: end - id.length, end }];
			return /^https?:/i.test(id) && id.endsWith(`/${key}`) ? [{ start: end - key.length, end }] : [];
		},
	);
}

/** Keys on lines of their own behind a tag. */
function taggedKeys(text: string, key: string, line: RegExp): readonly Span[] {
	return Array.from(text.matchAll(line)).flatMap(({ 0: all, 1: id = '', index }) => {
		const start = index + all.lastIndexOf(id);
		return id === key ? [{ start, end: start + key.length }] : [];
	});
}

/** Hayagriva's keys are those of the mapping; CSL-YAML has them as `id`. */
function inYamlLibrary(text: string, key: string): KeyPlaces {
	const { contents } = parseYaml(text, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false });
	if (!isMap(contents)) return nowhere;
	const references = contents.get('references', true);
	if (references === undefined) return { own: contents.items.flatMap((pair) => scalarSpan(text, pair.key, key) ?? []), references: [] };
	const items = isSeq(references) ? references.items.filter(isMap) : [];
	return { own: items.flatMap((item) => scalarSpan(text, item.get('id', true), key) ?? []), references: [] };
}

/** Fields of a note that name papers: `related`, and what says which paper a note is on. */
const naming = /^(?:related|paper|citekey|citation-?key)$/i;

/** A summary has its key as `key`; other fields name others, and an alias does with an `@` before it. */
function inSummary(text: string, key: string): KeyPlaces {
	const frontMatter = frontMatterOf(text);
	if (!frontMatter) return nowhere;
	const { start, end } = frontMatter.yaml;
	const yaml = text.slice(start, end);
	const own: Span[] = [];
	const references: Span[] = [];
	visit(parseYaml(yaml, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false }), {
		Scalar(position, node, path) {
			const field = path.filter((each) => isPair(each)).at(-1)?.key;
			const name = isScalar(field) ? field.value : undefined;
			const span =
				position === 'key' ? undefined : (scalarSpan(yaml, node, key) ?? (name === 'aliases' ? aliasSpan(yaml, node, key) : undefined));
			if (!span) return;
			const placed = { start: start + span.start, end: start + span.end };
			if (name === 'key') own.push(placed);
			else if (name === 'aliases' ? yaml[span.start - 1] === '@' : typeof name === 'string' && naming.test(name)) references.push(placed);
		},
	});
	return { own, references };
}

/** The key in an alias that is a citation of it. */
function aliasSpan(text: string, node: unknown, key: string): Span | undefined {
	const span = scalarSpan(text, node, `@${key}`);
	return span && { start: span.start + 1, end: span.end };
}

/** The text of a scalar that says just `key`, without its quotes. */
function scalarSpan(text: string, node: unknown, key: string): Span | undefined {
	if (!isScalar(node) || String((node as Scalar).value) !== key || !node.range) return undefined;
	const [from, end] = node.range;
	const at = text.slice(from, end).indexOf(key);
	return at < 0 ? undefined : { start: from + at, end: from + at + key.length };
}
