import type { Span } from '../../base/span.js';
import { isOrdinary } from '../mentions/ordinaryWords.js';

/** "Chen et al. (2016)" in a text: who and when. UTF-16 offsets. */
export interface StatedAuthorYear {
	readonly span: Span;
	readonly families: readonly string[];
	readonly andOthers: boolean;
	readonly year: number;
}

/** How far before its year a list of names may begin. */
const reach = 160;
const yearPattern = /(?<![\p{L}\p{N}.–-])(1[5-9]\d\d|20\d\d)[a-z]?(?![\p{L}\p{N}–-]|\.\d)/gu;
const tokenPattern = /[\p{L}\p{M}'’.-]+|\\&|[^\s]/gu;
const particles: ReadonlySet<string> = new Set('van von der den de del della di da dos du la le ten ter al el'.split(' '));
/** Capitalised words that come before years without being names. */
const noNames: ReadonlySet<string> = new Set(
	(
		'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ' +
		'spring summer autumn fall winter monday tuesday wednesday thursday friday saturday sunday figure fig table section chapter equation eq ' +
		'appendix version since until before after during from about circa around copyright windows office vol volume no proc proceedings ' +
		'conference workshop journal the this in on at by of see cf also and'
	).split(' '),
);
const familyPattern = /^(?:[\p{Lu}]['’])?[\p{Lu}][\p{Ll}\p{M}]+(?:[-'’]\p{L}[\p{Ll}\p{M}]*)*$/u;
/** Names with a capital within: McCulloch, LeCun, DeVries. */
const joinedPattern = /^(?:Mc|Mac|Le|De|Di|Du|La|Van|Von|O)\p{Lu}[\p{Ll}\p{M}]+$/u;

interface Token {
	readonly text: string;
	readonly start: number;
}

/**
 * The authors with years that stretches of running text name, in order, whether or not anybody knows the works: "Kipf and Welling (2017)",
 * "(Chen et al., 2016; see Metz, 2017)", "Chen et al. 2016". A single name counts only where the year or both are in brackets.
 */
export function statedAuthorYears(text: string, prose: readonly Span[]): readonly StatedAuthorYear[] {
	return prose.flatMap(({ start, end }) =>
		Array.from(text.slice(start, end).matchAll(yearPattern)).flatMap(({ 0: year, index }): StatedAuthorYear[] => {
			const at = start + index;
			const from = Math.max(start, at - reach);
			const found = namesBefore(text.slice(from, at));
			if (!found) return [];
			const after = at + year.length;
			const close = found.bracket === '(' ? ')' : ']';
			const isClosed = found.bracket !== '' && text[after] === close;
			const span = { start: from + found.start, end: isClosed ? after + 1 : after };
			return [{ span, families: found.families, andOthers: found.andOthers, year: Number(year.slice(0, 4)) }];
		}),
	);
}

interface NamesBefore {
	readonly families: readonly string[];
	readonly andOthers: boolean;
	readonly start: number;
	/** The bracket between the names and the year; empty where there is none. */
	readonly bracket: string;
}

/** The names at the very end of a text, up to which a year follows. */
function namesBefore(text: string): NamesBefore | undefined {
	const tokens: Token[] = Array.from(text.matchAll(tokenPattern), ({ 0: token, index }) => ({ text: token, start: index }));
	let at = tokens.length - 1;
	let bracket = '';
	if (tokens[at]?.text === '(' || tokens[at]?.text === '[') bracket = tokens[at--]!.text;
	const isAfterComma = tokens[at]?.text === ',' || tokens[at]?.text.endsWith(',');
	if (tokens[at]?.text === ',') at--;
	const andOthers = /^al\.{0,2}(?:['’]s)?$/.test(tokens[at]?.text ?? '') && tokens[at - 1]?.text === 'et';
	if (andOthers) at -= tokens[at - 2]?.text === ',' ? 3 : 2;
	const names = namesUpTo(tokens, at);
	if (!names) return undefined;
	const families = names.map(({ family }) => family);
	const { first } = names[0]!;
	const before = tokens[first - 1]?.text;
	const isOpened = before === '(' || before === '[' || (before === ';' && isAfterComma) || isLeadIn(tokens, first);
	if (!andOthers && !areNames(families, bracket !== '' || isOpened)) return undefined;
	return { families, andOthers, start: tokens[first]!.start, bracket };
}

/** Whether one name, or several, are likely to be people's: a single name only in brackets, and not all of them ordinary words. */
const areNames = (families: readonly string[], isBracketed: boolean): boolean =>
	(families.length > 1 || isBracketed) && !families.every((family) => isOrdinary(family.toLowerCase()));

interface NameAt {
	readonly family: string;
	/** The token that it begins with. */
	readonly first: number;
}

/** The names of a list that ends at a token: "Chen", "Kipf and Welling", "Chen, Duan, and Abbeel". */
function namesUpTo(tokens: readonly Token[], end: number): readonly NameAt[] | undefined {
	const last = nameAt(tokens, end);
	if (!last) return undefined;
	const names = [last];
	let at = last.first - 1;
	if (!isAnd(tokens[at])) return names;
	at--;
	if (tokens[at]?.text === ',') at--;
	for (let name = nameAt(tokens, at); name; name = nameAt(tokens, at)) {
		names.unshift(name);
		at = name.first - 1;
		if (tokens[at]?.text !== ',') break;
		at--;
	}
	return names.length > 1 ? names : undefined;
}

/** In most languages of Europe. */
const andWord = /^(?:and|und|et|e|y|i|en|og|och|oraz|ja|ve|и|й|та|&|\\&)$/;

const isAnd = (token: Token | undefined): boolean => token !== undefined && andWord.test(token.text);

/** Whether "see", "cf." or "e.g." within brackets is before a token. */
function isLeadIn(tokens: readonly Token[], first: number): boolean {
	const words = tokens.slice(Math.max(0, first - 4), first).map(({ text }) => text);
	const open = Math.max(words.lastIndexOf('('), words.lastIndexOf('['), words.lastIndexOf(';'));
	return open >= 0 && words.slice(open + 1).every((word) => /^(?:see|also|cf\.?|e\.g\.?|i\.e\.?|vgl\.?|siehe|,)$/i.test(word));
}

/** The family name that ends at a token, with its particles; "Chen's" counts as Chen. */
function nameAt(tokens: readonly Token[], at: number): NameAt | undefined {
	const token = tokens[at];
	if (!token) return undefined;
	const family = token.text.replace(/['’]s?$/, '');
	if (!familyPattern.test(family) && !joinedPattern.test(family)) return undefined;
	if (noNames.has(family.toLowerCase())) return undefined;
	let first = at;
	while (first > 0 && particles.has(tokens[first - 1]!.text.toLowerCase())) first--;
	const name = [...tokens.slice(first, at).map(({ text }) => text), family].join(' ');
	return { family: name, first };
}
