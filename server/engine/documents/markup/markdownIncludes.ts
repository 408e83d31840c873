import { append } from '../../base/append.js';

/** Quarto's shortcode (Quarto guide, "Includes"); in three braces it is shown as it is. */
const shortcode = /(?<!\{)\{\{<[ \t]*include[ \t]+(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'>]+))[ \t]*>\}\}/g;

/** The head of a chunk of code, in which an option may name child documents (knitr's options, "Child documents"). */
const chunkHead = /^[ \t>]*(?:`{3}|~{3})/;
const option = /\bchild ?= ?(c\([^()]{1,1000}\)|"[^"]{1,300}"|'[^']{1,300}')/;
/** The same option on a line of its own, and R's call that takes in a child. */
const optionLine = /^[ \t]*#\|[ \t]*child:(.+)/;
const call = /\bknit_child\( ?("[^"]{1,300}"|'[^']{1,300}')/;

const childrenOn = (line: string): string | undefined =>
	((chunkHead.test(line) ? option.exec(line) : null) ?? optionLine.exec(line) ?? call.exec(line))?.[1]?.trim();

/** Longer lines are no options (UTF-16 units). */
const longestLine = 2000;

/** The paths of the documents whose text becomes a part of a Markdown text when it is built, as written, in order. */
export function markdownIncludes(text: string): readonly string[] {
	const found: string[] = [];
	if (text.includes('{{<')) for (const [, double, single, bare] of text.matchAll(shortcode)) found.push((double ?? single ?? bare)!);
	if (!text.includes('child')) return found;
	for (const line of text.split('\n')) {
		if (!line.includes('child') || line.length > longestLine) continue;
		const value = childrenOn(line);
		if (value === undefined) continue;
		const quoted = Array.from(value.matchAll(/"([^"]+)"|'([^']+)'/g), ([, double, single]) => (double ?? single)!);
		const paths = quoted.length > 0 ? quoted : value.replace(/^\[|\]$/g, '').split(',');
		append(
			found,
			paths.map((path) => path.trim()),
		);
	}
	return found.filter((path) => path !== '');
}
