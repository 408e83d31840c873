/** What has signs that print nothing, or a blank, between two words. */
const hasMarkup = /[<>\\[\]#{}*_`~/:%]/;

/** Signs and words of markup that print nothing: tags, the ends and targets of links, roles, commands, functions, emphasis. */
const unprinted =
	/%[^\n]*|(?<=\n[ \t>]*)>| ?<[^<>\s]*>`__?|<\/?[A-Za-z][^<>]*>|\](?:\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\})|\[\[[^[\]]*\]\[|\]\]|#[a-z]+(?:\([^()]*\))?\[|\\[A-Za-z]+\*?(?:\{[^{}]*\})?(?=\{)|\\(?:em|it|bf|sc|sl|rm|tt|sf)(?:family|shape|series)?(?![A-Za-z]) ?|:[a-z-]+:(?=`)|(?<![^\s(,])\/|\/(?![^\s),.;:])|[*_{}`]|^\]|\\(?=[()[\]&*_])/g;

/** What prints a blank. */
const blanks = /\\(?:[ ,\n]|nobreakspace(?:\{\})?)|~/g;

/** What is printed between two offsets of a text, which is no more than markup, blanks and punctuation. */
export function printedBetween(text: string, start: number, end: number): string {
	const gap = text.slice(start, end);
	if (!hasMarkup.test(gap)) return gap;
	const printed = gap.replace(blanks, ' ').replace(unprinted, '');
	// What Typst's functions take closes behind it.
	return printed.includes('[') ? printed : printed.replaceAll(']', '');
}

/** What markup has between a year and the bracket that closes behind it. */
const beforeClosing = /^(?:[*_`}/~\\]|<\/[A-Za-z]+>|\](?:\([^()\n]*\)|\[[^[\]\n]*\]|\{[^{}\n]*\})?| <[^<>\s]*>`)*$/;
/** What is behind the text of a link or of a function. */
const linkEnd = /^\][({[\]]/;
const longestMarkup = 200;

/** Where a bracket closes that was opened before what ends at `end`: behind no more than markup; `end` itself where it does not. */
export function closingBehind(text: string, end: number, close: string): number {
	if (text[end] === close) return close === ']' && linkEnd.test(text.slice(end, end + 2)) ? end : end + 1;
	const behind = text.slice(end, end + longestMarkup);
	for (let at = behind.indexOf(close); at >= 0; at = behind.indexOf(close, at + 1))
		if (beforeClosing.test(behind.slice(0, at))) return end + at + 1;
	return end;
}
