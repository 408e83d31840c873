import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { frontMatterOf } from '../../library/formats/summary.js';
import type { NamedFile } from './markup.js';

/** The argument of MyST's bibliography directive (sphinxcontrib-bibtex, "The bibliography directive"). */
const directive = /^[ \t]*(?:`{3,}|:{3,})\{bibliography\}[ \t]+(\S[^\n]*)/gm;

/**
 * The bibliographies of the front matter's `bibliography`, which is a path, a list or a mapping of such (Pandoc manual,
 * "Specifying bibliographic data"; Quarto guide, "Citations"), and of MyST's bibliography directives.
 */
export function bibliographies(text: string): readonly NamedFile[] {
	const found: NamedFile[] = [];
	const yaml = frontMatterOf(text)?.yaml;
	const source = yaml ? text.slice(yaml.start, yaml.end) : '';
	if (yaml && /^["']?bibliography["']?[ \t]*:/m.test(source)) {
		const document = parseDocument(source, { schema: 'failsafe', logLevel: 'silent' });
		if (isMap(document.contents)) gather(source, yaml.start, document.contents.get('bibliography', true), found);
	}
	for (const { 0: all, 1: argument = '', index } of text.matchAll(directive))
		for (const { 0: path, index: at } of argument.matchAll(/\S+/g)) {
			const start = index + all.length - argument.length + at;
			found.push({ path, span: { start, end: start + path.length } });
		}
	return found;
}

/** Every path in a YAML node, itself or within its items; `offset` is where the YAML begins in the text. */
function gather(source: string, offset: number, node: unknown, found: NamedFile[]): void {
	if (isSeq(node)) for (const item of node.items) gather(source, offset, item, found);
	else if (isMap(node)) for (const { value } of node.items) gather(source, offset, value, found);
	else if (isScalar(node) && typeof node.value === 'string' && node.value !== '' && node.range) {
		const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
		const start = node.range[0] + (isQuoted ? 1 : 0);
		const end = node.range[1] - (isQuoted && source[node.range[1] - 1] === source[node.range[0]] ? 1 : 0);
		found.push({ path: node.value, span: { start: offset + start, end: offset + Math.max(start, end) } });
	}
}
