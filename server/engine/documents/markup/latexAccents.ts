/** Accents by the commands that put them over the next letter (LaTeX2e, "Accents"), as combining characters. */
const accents: Readonly<Record<string, string>> = {
	'`': '\u0300',
	"'": '\u0301',
	'^': '\u0302',
	'~': '\u0303',
	'=': '\u0304',
	u: '\u0306',
	'.': '\u0307',
	'"': '\u0308',
	r: '\u030a',
	H: '\u030b',
	v: '\u030c',
	d: '\u0323',
	c: '\u0327',
	k: '\u0328',
	b: '\u0331',
};
/** Letters by the commands that print them (LaTeX2e, "Additional Latin letters"). */
const letters: Readonly<Record<string, string>> = {
	aa: 'å',
	AA: 'Å',
	ae: 'æ',
	AE: 'Æ',
	dh: 'ð',
	DH: 'Ð',
	dj: 'đ',
	DJ: 'Đ',
	i: 'ı',
	l: 'ł',
	L: 'Ł',
	o: 'ø',
	O: 'Ø',
	oe: 'œ',
	OE: 'Œ',
	ss: 'ß',
	th: 'þ',
	TH: 'Þ',
};

/** Whether a command of letters prints an accent or a letter, so that it is part of a word. */
export const isAccentCommand = (name: string): boolean => Object.hasOwn(accents, name) || Object.hasOwn(letters, name);

const accented =
	/\\(?:(["'`^~=.])|([uvHtcdbrk])(?=[\s{]))\s?(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))|\\(aa|AA|ae|AE|dh|DH|dj|DJ|oe|OE|ss|th|TH|[oOlL])(?:\{\}|(?![A-Za-z]))|\\_/g;
/** The same in braces that are no command's: `{\"u}`. */
const bracedAccent =
	/(?<!\\[A-Za-z]{1,20})\{(\\(?:["'`^~=.]|[uvHtcdbrk](?=[\s{]))\s?(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|\\(?:aa|AA|ae|AE|dh|DH|dj|DJ|oe|OE|ss|th|TH|[oOlL]))\}/g;
/** Where a word may be split, and the hyphens of babel ("Shorthands"), between letters. */
const hyphens = /\\-|(?<=\p{L})"[-=~](?=\p{L})/gu;
/** Fills the place of a command: part of the word around it, but no letter. */
const filler = '\u00ad';

/**
 * Returns a LaTeX text with `\"u`, `\c{c}`, `\o` and `\_` replaced by the letters they print, and hyphens likewise, padded with soft hyphens to the same
 * length: names read as they are printed, and offsets stay the same.
 */
export function withAccents(text: string): string {
	const split = /\\-|"[-=~]/.test(text) ? text.replace(hyphens, (found) => (found.endsWith('-') ? '' : '-').padEnd(2, filler)) : text;
	if (!split.includes('\\')) return split;
	return split
		.replace(bracedAccent, (found, accent: string) => accent.replace(accented, printedLetter).padEnd(found.length, filler))
		.replace(accented, printedLetter);
}

function printedLetter(found: string, sign?: string, command?: string, braced?: string, bare?: string, letter?: string): string {
	const printed = letter !== undefined ? letters[letter] : undefined;
	const accent = accents[sign ?? command ?? ''];
	const whole = printed ?? (accent === undefined ? '_' : `${braced ?? bare}${accent}`.normalize('NFC'));
	return whole.padEnd(found.length, filler);
}
