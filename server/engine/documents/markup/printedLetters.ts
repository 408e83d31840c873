/** Fills the place of what prints less than it is long: part of the word around it, but no letter. */
const filler = '\u00ad';

/** Returns what is printed, as long as what is written: an apostrophe right before the next letter, anything else behind the one before. */
export function filledTo(length: number, printed: string): string {
	if (/\s/.test(printed)) return printed.padEnd(length, ' ');
	return /['’‘]/.test(printed) ? printed.padStart(length, filler) : printed.padEnd(length, filler);
}

const reference = /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,10}));/y;
/** Those of HTML's named characters that a name or its gaps may have; of others nothing is known. */
const characters: Readonly<Record<string, string>> = {
	nbsp: '\u00a0',
	ensp: '\u2002',
	emsp: '\u2003',
	thinsp: '\u2009',
	shy: filler,
	zwnj: '\u200c',
	hyphen: '‐',
	ndash: '–',
	mdash: '—',
	apos: "'",
	lsquo: '‘',
	rsquo: '’',
	szlig: 'ß',
	oslash: 'ø',
	Oslash: 'Ø',
	aelig: 'æ',
	AElig: 'Æ',
	oelig: 'œ',
	lstrok: 'ł',
	Lstrok: 'Ł',
};
const marks: Readonly<Record<string, string>> = {
	grave: '\u0300',
	acute: '\u0301',
	circ: '\u0302',
	tilde: '\u0303',
	uml: '\u0308',
	ring: '\u030a',
	caron: '\u030c',
	cedil: '\u0327',
	ogon: '\u0328',
};

/**
 * Returns a text with HTML's references to letters, blanks, hyphens and apostrophes (`&uuml;`, `&#160;`) as what they print, of the same length. Others
 * stay as they are, `&amp;` among them.
 */
export function withoutReferences(text: string): string {
	let before = '';
	let last = 0;
	for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
		reference.lastIndex = at;
		const found = reference.exec(text);
		const printed = found && printedBy(found);
		if (!printed) continue;
		before += text.slice(last, at) + filledTo(found[0].length, printed);
		last = at + found[0].length;
	}
	return last === 0 ? text : before + text.slice(last);
}

/** What a reference prints; `undefined` where nothing is known of it. */
function printedBy([, decimal, hexadecimal, name]: RegExpExecArray): string | undefined {
	const code = decimal !== undefined ? Number(decimal) : hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : undefined;
	if (code === undefined) return characterNamed(name!);
	return isPrinted(code) ? String.fromCodePoint(code) : undefined;
}

/** Whether a number is that of a character beyond ASCII, which no markup is made of. */
const isPrinted = (code: number): boolean => code >= 0xa0 && code <= 0xffff && (code < 0xd800 || code > 0xdfff);

function characterNamed(name: string): string | undefined {
	if (Object.hasOwn(characters, name)) return characters[name];
	const mark = marks[name.slice(1)];
	return mark === undefined ? undefined : `${name[0]}${mark}`.normalize('NFC');
}

/** Org's entities (Org manual, "Special Symbols") that a name may have in it. */
const entity = /\\(nbsp|shy|amp|hyphen|ndash)(?:\{\}| |(?![A-Za-z]))/g;

/** Returns an Org text with such entities as what they print, of the same length. */
export const withoutEntities = (text: string): string =>
	text.includes('\\')
		? text.replace(entity, (found, name: string) =>
				filledTo(found.length, name === 'amp' ? '&' : name === 'hyphen' ? '-' : characterNamed(name)!),
			)
		: text;

/** Returns a Typst text with the places for a soft hyphen, `-?`, filled. */
export const withoutSoftHyphens = (text: string): string =>
	text.includes('-?') ? text.replace(/(?<=\p{L})-\?(?=\p{L})/gu, filler + filler) : text;
