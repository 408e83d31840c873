import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import type { Span } from '../../base/span.js';
import { isNoValue, parseYaml } from '../../base/yaml.js';
import type { NamedFile } from './markup.js';
import { memoize } from './scan.js';

/** The files that a YAML field names, and whether it names them as a list. */
export interface YamlFiles {
	readonly files: readonly NamedFile[];
	readonly isList: boolean;
}

/**
 * The files at `path` (the names of nested fields) in a YAML text: a string, a list or a mapping of such. `undefined` where there is no
 * such field or the text is no mapping. `offset` is where the YAML begins in the text that the spans are counted in.
 */
export function yamlFiles(yaml: string, path: readonly string[], offset = 0): YamlFiles | undefined {
	const part = partWith(yaml, path[0]!);
	let node: unknown = documentOf(part.yaml).contents;
	for (const name of path) {
		if (!isMap(node)) return undefined;
		node = node.get(name, true);
	}
	if (node === undefined || node === null) return undefined;
	const files: NamedFile[] = [];
	gather(part.yaml, offset + part.start, node, files);
	return { files, isList: isSeq(node) };
}

/** The files at `field` of each of the fields of `above`, in order. `offset` as above. */
export function yamlFilesOfEach(yaml: string, above: string, field: string, offset = 0): readonly NamedFile[] {
	const part = partWith(yaml, above);
	const { contents } = documentOf(part.yaml);
	const node = isMap(contents) ? contents.get(above, true) : undefined;
	const files: NamedFile[] = [];
	if (isMap(node))
		for (const { value } of node.items) if (isMap(value)) gather(part.yaml, offset + part.start, value.get(field, true), files);
	return files;
}

/** So long texts are kept with what was read in them (UTF-16 units): several questions are asked about one. */
const mostKept = 100_000;

/** Where a text of lines `name: value` has a line of another name than a list's or mapping's next item. */
const nextField = /^(?:[^\s#\-\]}]|-(?!\s))/gm;

/** The lines of a long text that say what a field of its mapping is, and where they begin: the tree of all of it takes a second for each MB. */
function partWith(yaml: string, field: string): { readonly yaml: string; readonly start: number } {
	const whole = { yaml, start: 0 };
	if (yaml.length <= mostKept || !/^[\w"'#]/.test(yaml)) return whole;
	const start = yaml.search(new RegExp(`^(["']?)${field}\\1[ \\t]*:`, 'm'));
	if (start < 0) return { yaml: '', start: 0 };
	nextField.lastIndex = yaml.indexOf('\n', start) + 1 || yaml.length;
	const end = nextField.exec(yaml)?.index ?? yaml.length;
	return { yaml: yaml.slice(start, end), start };
}

const read = (yaml: string) => parseYaml(yaml, { schema: 'failsafe', logLevel: 'silent' });
const readOnce = memoize(read);
const documentOf = (yaml: string) => (yaml.length > mostKept ? read(yaml) : readOnce(yaml));

/** Every path in a YAML node, itself or within its items. */
function gather(source: string, offset: number, node: unknown, found: NamedFile[]): void {
	if (isSeq(node)) for (const item of node.items) gather(source, offset, item, found);
	else if (isMap(node)) for (const { value } of node.items) gather(source, offset, value, found);
	else if (isScalar(node) && typeof node.value === 'string' && node.range && !isNoValue(node)) {
		// A block (`|`, `>`) ends with a line break.
		const path = node.value.trim();
		if (path === '') return;
		// What another tag means (`!expr`, `!r`) only a program knows.
		const isTagged = node.tag !== undefined && !node.tag.startsWith('tag:yaml.org') && !node.tag.startsWith('!!');
		const span = spanOf(source, node, path, offset);
		found.push({ path, span, ...(isTagged && { kind: 'unknown' as const }) });
	}
}

/** The place of a scalar's text, without quotes or a block's mark. */
function spanOf(source: string, { type, range }: Scalar, text: string, offset: number): Span {
	const [begin, behind] = range!;
	const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
	const found = isBlock ? source.indexOf(text, begin) : -1;
	if (found >= 0) return { start: offset + found, end: offset + found + text.length };
	const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
	const start = begin + (isQuoted ? 1 : 0);
	const end = behind - (isQuoted && source[behind - 1] === source[begin] ? 1 : 0);
	return { start: offset + start, end: offset + Math.max(start, end) };
}
