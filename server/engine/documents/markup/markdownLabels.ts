import { isMap, isScalar, isSeq } from 'yaml';
import type { Span } from '../../base/span.js';
import { parseYaml, plainValues } from '../../base/yaml.js';
import { recordOf } from '../../library/formats/cslJson.js';
import { withTags } from '../../library/formats/cslMarkdown.js';
import { frontMatterOf } from '../../library/formats/summary.js';
import { laterMetadata } from './markdownFrontMatter.js';
import type { Label } from './markup.js';
import { memoizeByLine } from './rereading.js';

/** A pattern, and texts without any of which it matches nothing: most notes define no labels, and are looked through in no time. */
interface LabelPattern {
	readonly pattern: RegExp;
	readonly needs: readonly string[];
}

/** A target before what it names, `(name)=`; an option of a directive; the label of an equation (MyST guide, "Cross-references", "Math"). */
const targets: readonly LabelPattern[] = [
	{ pattern: /^[ \t>]*\(([^()\n]+)\)=[ \t]*\r?$/gm, needs: [')='] },
	{ pattern: /^[ \t>]*:(?:name|label):[ \t]*(\S+)[ \t]*\r?$/gm, needs: [':name:', ':label:'] },
	{ pattern: /\$\$[ \t]*\(([^()\s]+)\)[ \t]*\r?$/gm, needs: ['$$'] },
	// An alias of an identifier (Manubot, "Citation aliases").
	{ pattern: /^ {0,3}\[@([^\]\s]+)\]:[ \t]+\S/gm, needs: ['[@'] },
];
/** Identifiers of headings, figures, tables and code (Quarto guide, "Cross References"; Pandoc manual, "Header identifiers"). */
const identifiers: readonly LabelPattern[] = [
	{ pattern: /\{[^{}\n]{0,200}?#([\p{L}_][\p{L}\p{M}\p{N}_:.-]*)/gu, needs: ['{'] },
	{ pattern: /^[ \t>]*(?:#|%%|\/\/)\|[ \t]*label:[ \t]*["']?([\w:.-]+)/gm, needs: ['label:'] },
	{ pattern: /^[ \t>]*`{3,}[ \t]*\{[a-z]+[ ,]+(?:label[ \t]*=[ \t]*["'])?([A-Za-z][\w:.-]*)(?=["' ,}])/gm, needs: ['```'] },
];

/**
 * The labels that a Markdown text defines, in order. Those of MyST are referred to as `@name`; identifiers only where their prefix says that
 * they are of something numbered. Entries that the front matter holds are among them, as what the document has of its own.
 */
export function markdownLabels(text: string): readonly Label[] {
	const references = ownReferences(text);
	const named = namedInLines(text);
	return references.length === 0 ? named : inOrder([...references, ...named]);
}

const inOrder = (labels: readonly Label[]): readonly Label[] => [...labels].sort((a, b) => a.span.start - b.span.start);

const namedInLines = memoizeByLine((text) => inOrder([...namedBy(targets, text), ...namedBy(identifiers, text, 'identifier')]));

const namedBy = (patterns: readonly LabelPattern[], text: string, kind?: Label['kind']): readonly Label[] =>
	patterns
		.filter(({ needs }) => needs.some((part) => text.includes(part)))
		.flatMap(({ pattern }) =>
			Array.from(text.matchAll(pattern), ({ 0: all, 1: name = '', index }) => {
				const start = index + all.lastIndexOf(name);
				return { name, span: { start, end: start + name.length }, ...(kind && { kind }) };
			}),
		);

/** The entries in `references` of the front matter and of later metadata (Pandoc manual, "Specifying bibliographic data"). */
function ownReferences(text: string): readonly Label[] {
	if (!text.includes('references')) return [];
	const first = frontMatterOf(text)?.yaml;
	return [...(first ? [first] : []), ...laterMetadata(text).map(({ yaml }) => yaml)].flatMap((yaml) => referencesIn(text, yaml));
}

/** The entries in `references` of the YAML in a span of a text, such as the whole of a project file. */
export function referencesIn(text: string, yaml: Span): readonly Label[] {
	const source = text.slice(yaml.start, yaml.end);
	if (!/^references[ \t]*:/m.test(source)) return [];
	const document = parseYaml(source, { schema: 'failsafe', logLevel: 'silent' });
	const plainValue = plainValues(document, source);
	const items = isMap(document.contents) ? document.contents.get('references', true) : undefined;
	return (isSeq(items) ? items.items : []).flatMap((item) => {
		const id = isMap(item) ? item.get('id', true) : undefined;
		if (!isMap(item) || !isScalar(id) || typeof id.value !== 'string' || id.value === '' || !id.range) return [];
		const start = yaml.start + id.range[0] + (id.type === 'PLAIN' ? 0 : 1);
		const record = recordOf(withTags(plainValue(item)), { start, end: start });
		const by = record?.authors.map(({ family }) => family).join(', ') ?? '';
		const about = [by, record?.year, record?.title].filter((part) => part !== undefined && part !== '').join(' · ');
		return [{ name: id.value, span: { start, end: start + id.value.length }, about }];
	});
}

/** The keys of the types of cross-references that a document or project makes for itself (Quarto guide, "Custom Float Cross-References"). */
export function ownReferenceTypes(text: string): readonly string[] {
	const yaml = frontMatterOf(text)?.yaml;
	return yaml ? referenceTypesIn(text.slice(yaml.start, yaml.end)) : [];
}

/** The same for the text of a project file. */
export function referenceTypesIn(yaml: string): readonly string[] {
	if (!/^crossref[ \t]*:/m.test(yaml) || !yaml.includes('custom')) return [];
	const { contents } = parseYaml(yaml, { schema: 'failsafe', logLevel: 'silent' });
	const custom = isMap(contents) ? contents.getIn(['crossref', 'custom'], true) : undefined;
	const types = isSeq(custom) ? custom.items : [];
	return types.flatMap((type) => {
		const key = isMap(type) ? type.get('key', true) : undefined;
		return isScalar(key) && typeof key.value === 'string' ? [key.value] : [];
	});
}
