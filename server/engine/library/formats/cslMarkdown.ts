/** Variables whose values are no running text. */
const plain = /^(?:id|type|language|citation-key|DOI|URL|ISBN|ISSN|PMC?ID|page|issued|accessed)$/;

/** Maths, a sign behind a backslash, and Markdown's marks within a line with what is between them. */
const marks =
	/\$[^$]+\$|\\([!-/:-@[-`{-~])|(?<![\p{L}\p{N}*_])(\*\*|__|\*|_)(?=\S)([^\\*_]+)(?<=\S)\2(?![\p{L}\p{N}*_])|([\^~])([^\s^~]+)\4|\[([^[\]]*)\]\{\.(nocase|smallcaps)\}|`([^`]+)`/gu;

/**
 * An item of CSL-YAML with its texts as CSL-JSON has them: pandoc reads and writes them as Markdown (Pandoc manual, "Specifying bibliographic data"), in
 * which emphasis, letters above and below the line, small capitals and letters that keep their case are marked.
 */
export function withTags(value: unknown, variable = ''): unknown {
	if (typeof value === 'string') return plain.test(variable) ? value : tagged(value);
	if (Array.isArray(value)) return value.map((each) => withTags(each, variable));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withTags(each, plain.test(variable) ? variable : name)]));
}

const tagged = (text: string): string => (/[\\*_^~[`]/.test(text) ? text.replace(marks, withTag) : text);

function withTag(all: string, ...groups: readonly (string | undefined)[]): string {
	const [sign, emphasis = '', inner, level, raised = '', span = '', mark, code] = groups;
	if (inner !== undefined) return element(emphasis.length > 1 ? 'b' : 'i', tagged(inner));
	if (level !== undefined) return element(level === '^' ? 'sup' : 'sub', raised);
	if (mark === 'nocase') return `<span class="nocase">${tagged(span)}</span>`;
	return mark === undefined ? (sign ?? code ?? all) : element('sc', tagged(span));
}

const element = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;
