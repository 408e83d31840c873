import { finder } from '../../base/finder.js';
import type { Span } from '../../base/span.js';
import { textChange } from '../../base/textChange.js';
import { frontMatterOf } from '../../library/formats/summary.js';
import { readInline } from './markdownInline.js';
import type { Citation } from './markup.js';
import { Findings, lineEnd, memoizeWithEdits, type ReadText } from './scan.js';

/** A block of metadata: its YAML, and where its first line begins and its last one ends. */
export interface MetadataBlock extends Span {
	readonly yaml: Span;
}

/** A field at the left margin with its value; pandoc reads every string in it as Markdown. */
const field = /^([\w-]+)[ \t]*:[^\n]*(?:\n(?:[ \t-][^\n]*|\r?)(?=\n|$))*/gm;
/** Fields that are running text. */
const textField =
	/^(?:nocite|title|subtitle|abstract|thanks|acknowledge?ments?|key-?points|description|summary|plain-language-summary|epigraph|dedication|parts)$/i;
/** Fields that hold no text. */
const dataField = /^(?:bibliography|references|csl|key|paper|aliases|cite-?key|citation-?key)$/i;

/** The values of the fields in which documents cite. */
export function citingFields(text: string, yaml: Span): Span[] {
	return fieldsIn(text, yaml)
		.filter(({ name }) => textField.test(name))
		.map(({ value }) => value);
}

const fieldsIn = (text: string, yaml: Span): { readonly name: string; readonly value: Span }[] =>
	Array.from(text.slice(yaml.start, yaml.end).matchAll(field), ({ 0: all, 1: name = '', index }) => ({
		name,
		value: { start: yaml.start + index + all.indexOf(':') + 1, end: yaml.start + index + all.length },
	}));

/**
 * The citations in metadata: keys that go uncited (Pandoc manual, "Including uncited items"), titles, the abstract. In fields of other names only
 * what surely is a citation counts: in brackets, or a link to a note in quotation marks.
 */
export function citationsInFrontMatter(text: string, yaml: Span): readonly Citation[] {
	const find = finder(text);
	return fieldsIn(text, yaml).flatMap(({ name, value }) => {
		if (dataField.test(name)) return [];
		const findings = new Findings();
		readInline(text, value, findings, find);
		const { citations } = findings.scanOf(text.length);
		if (name === 'nocite') return citations.filter(({ kind }) => kind === undefined).map((each) => ({ ...each, isListed: true as const }));
		return citations.filter(({ kind, group }) => {
			const before = text.slice(Math.max(value.start - 1, group.start - 80), group.start);
			if (kind === 'wikilink') return /["'@]/.test(before.split(/[[\]]/).at(-1)!);
			if (kind !== undefined || textField.test(name)) return kind === undefined;
			// What a list of YAML holds is in brackets, too.
			return text[group.start] === '[' && !/[:,[-]$/.test(before.trimEnd());
		});
	});
}

/** A line that may begin a mapping. */
const entry = /^["']?[\w-]+["']?[ \t]*:(?:[ \t]|\r?$)/;

/** A line that may follow a blank one in a mapping. */
const furtherEntry = /^(?:[ \t]|-[ \t]|["']?[\w-]+["']?[ \t]*:(?:[ \t]|\r?$))/;

/**
 * The blocks of metadata after the front matter: each after a blank line, and closed by a line of dashes or dots (Pandoc manual, `yaml_metadata_block`).
 * Between slides, which lines of dashes part as well, there is more than YAML: `class: center`, a blank line, and text.
 */
export function readLaterMetadata(text: string): readonly MetadataBlock[] {
	const blocks: MetadataBlock[] = [];
	let isAfterBlank = false;
	let opened = -1;
	let start = frontMatterOf(text)?.end ?? 0;
	if (!text.includes('\n---', Math.max(0, start - 1))) return blocks;
	for (let isInCode = false; start < text.length; ) {
		const end = lineEnd(text, start);
		const line = text.slice(start, end).trimEnd();
		if (opened >= 0 && /^(?:---|\.\.\.)$/.test(line)) {
			blocks.push({ start: opened, end: Math.min(end + 1, text.length), yaml: { start: lineEnd(text, opened) + 1, end: start } });
			opened = -1;
		} else if (opened >= 0 && isAfterBlank && line !== '' && !furtherEntry.test(line)) {
			opened = -1;
		} else if (opened < 0) {
			if (/^(?:`{3}|~{3})/.test(line)) isInCode = !isInCode;
			const next = text.slice(end + 1, Math.min(lineEnd(text, end + 1), end + 200));
			if (!isInCode && isAfterBlank && line === '---' && entry.test(next)) opened = start;
		}
		isAfterBlank = line === '';
		start = end + 1;
	}
	return blocks;
}

/** What makes metadata, or code in which there is none. */
const bounding = /^(?:---|\.\.\.|`{3}|~{3})/m;
const blankLine = /^[ \t]*\r?$/m;

/** Whether the last line of dashes before an offset may open metadata: what is behind blank lines there decides. */
function mayBeOpenedBefore(text: string, offset: number): boolean {
	const dashes = text.lastIndexOf('\n---', offset);
	return dashes >= 0 && entry.test(text.slice(lineEnd(text, dashes + 1) + 1, lineEnd(text, dashes + 1) + 200));
}

/** The same for a text after an edit; `undefined` where the edit may make or change metadata. */
export function laterMetadataAgain(
	{ text: before, reading }: ReadText<readonly MetadataBlock[]>,
	text: string,
): readonly MetadataBlock[] | undefined {
	const { start, tail } = textChange(before, text);
	// Metadata begins between a blank line and a line of a mapping.
	const from = text.lastIndexOf('\n', text.lastIndexOf('\n', start - 1) - 1) + 1;
	const near = [before, text].map((whole) => whole.slice(from, lineEnd(whole, lineEnd(whole, whole.length - tail) + 1)));
	if (start < 200 || near.some((each) => bounding.test(each))) return undefined;
	if (near.some((each) => blankLine.test(each)) && mayBeOpenedBefore(text, from)) return undefined;
	const moved = text.length - before.length;
	const placed = (at: number): number => (at < start ? at : at + moved);
	return moved === 0
		? reading
		: reading.map((block) => ({
				start: placed(block.start),
				end: placed(block.end),
				yaml: { start: placed(block.yaml.start), end: placed(block.yaml.end) },
			}));
}

export const laterMetadata = memoizeWithEdits(readLaterMetadata, laterMetadataAgain);
