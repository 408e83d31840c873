/** Names of characters that are no letters, as fonts have them (Adobe Glyph List), beside the characters. */
const signs =
	'exclam! quotedbl" numbersign# dollar$ percent% ampersand& quotesingle\' quoteright’ quoteleft‘ parenleft( parenright) asterisk* plus+ comma, hyphen- period. slash/ colon: semicolon; less< equal= greater> question? at@ bracketleft[ backslash\\ bracketright] asciicircum^ underscore_ grave` braceleft{ bar| braceright} asciitilde~ exclamdown¡ cent¢ sterling£ fraction⁄ yen¥ florinƒ section§ currency¤ quotedblleft“ quotedblright” guillemotleft« guillemotright» guilsinglleft‹ guilsinglright› endash– emdash— dagger† daggerdbl‡ periodcentered· paragraph¶ bullet• quotesinglbase‚ quotedblbase„ ellipsis… perthousand‰ questiondown¿ minus− degree° plusminus± multiply× divide÷ copyright© registered® trademark™ sfthyphen- germandblsß oslashø OslashØ lslashł LslashŁ dcroatđ DcroatĐ thornþ ThornÞ dotlessiı dotlessjȷ zero0 one1 two2 three3 four4 five5 six6 seven7 eight8 nine9 nbspace\u00a0 muµ aeæ AEÆ oeœ OEŒ ethð EthÐ';

const known = new Map<string, string>([['space', ' ']]);
for (const each of signs.split(' ')) known.set(each.slice(0, -1), each.slice(-1));
for (const letters of ['ff', 'fi', 'fl', 'ffi', 'ffl', 'st']) known.set(letters, letters);
const greek =
	'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma1 sigma tau upsilon phi chi psi omega';
for (const [index, name] of greek.split(' ').entries()) {
	if (name !== 'mu') known.set(name, String.fromCharCode(0x3b1 + index));
	known.set(name[0]!.toUpperCase() + name.slice(1), String.fromCharCode(0x391 + index));
}

/** Accents in the names of letters, as Unicode's combining signs. */
const accents: Readonly<Record<string, string>> = {
	grave: '\u0300',
	acute: '\u0301',
	circumflex: '\u0302',
	tilde: '\u0303',
	macron: '\u0304',
	breve: '\u0306',
	dotaccent: '\u0307',
	dieresis: '\u0308',
	ring: '\u030a',
	hungarumlaut: '\u030b',
	caron: '\u030c',
	cedilla: '\u0327',
	ogonek: '\u0328',
};
/** TeX puts an accent beside its letter where the font has no letter with it. */
for (const [name, sign] of Object.entries(accents)) if (!known.has(name)) known.set(name, sign);

/** The text of a glyph's name: `eacute`, `f_i`, `uni00E9`, `a.sc`; nothing for one that says nothing. */
export function textOfGlyph(name: string): string | undefined {
	const found = known.get(name);
	if (found !== undefined) return found;
	if (/^[A-Za-z]$/.test(name)) return name;
	const accent = /^[A-Za-z]/.test(name) ? accents[name.slice(1)] : undefined;
	if (accent !== undefined) return (name.charAt(0) + accent).normalize('NFC');
	const [, hex] = /^(?:uni|u)([0-9A-F]{4,6})(?:\.\w+)?$/.exec(name) ?? [];
	if (hex !== undefined) return fromCode(Number.parseInt(hex, 16));
	const dot = name.indexOf('.');
	if (dot > 0) return textOfGlyph(name.slice(0, dot));
	if (!name.includes('_')) return undefined;
	const parts = name.split('_').map(textOfGlyph);
	return parts.includes(undefined) ? undefined : parts.join('');
}

/** A character by its number; nothing for what is none. */
export const fromCode = (code: number): string | undefined =>
	code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : undefined;

/** Windows’ characters 128 to 159 (ISO 32000-1, D.2). */
const windows = '€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ';
/** Apple’s characters 128 to 255. */
const mac =
	'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u0000ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';
/** Adobe’s standard characters 161 to 251; a blank where there is none. */
const standard =
	"¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ \u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308 \u030a\u0327 \u030b\u0328\u030c—                Æ ª    ŁØŒº     æ   ı  łøœß";
/** TeX’s own ligatures: in its first encoding from 11, in its second from 27 on (facts of old files, whose fonts are pictures). */
const ligatures = ['ff', 'fi', 'fl', 'ffi', 'ffl'];

/** A code of a font that says no more than which encoding it begins with; TeX’s where it says nothing. */
export function textOfCode(code: number, encoding: string): string | undefined {
	if (code >= 32 && code < 127) {
		if (encoding === 'StandardEncoding' || encoding === '') return code === 39 ? '’' : code === 96 ? '‘' : String.fromCharCode(code);
		return String.fromCharCode(code);
	}
	switch (encoding) {
		case 'WinAnsiEncoding':
		case 'PDFDocEncoding':
			return fromCode(code < 160 ? windows.charCodeAt(code - 128) || 0 : code);
		case 'MacRomanEncoding':
			return fromCode(mac.charCodeAt(code - 128) || 0);
		case 'StandardEncoding':
			return code >= 161 && standard[code - 161] !== ' ' ? standard[code - 161] : undefined;
		default:
			return texText(code);
	}
}

/** A code of one of TeX’s fonts of letters. */
function texText(code: number): string | undefined {
	const ligature = ligatures[code >= 27 ? code - 27 : code - 11];
	if (ligature !== undefined) return ligature;
	if (code === 123 || code === 21) return '–';
	return code >= 192 ? fromCode(code) : undefined;
}
