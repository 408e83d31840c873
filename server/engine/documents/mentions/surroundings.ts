import { withoutEnd } from '../../base/ends.js';
import type { Span } from '../../base/span.js';
import { wordsOf } from '../../library/index/letters.js';
import { stopWords } from '../../library/index/words.js';
import type { Surroundings } from './fitting.js';
import { hasAccents } from './spelling.js';

// What surrounds a name can make it a different one: `GCN-LSTM`, `infogan.py`, `@planet`, `V-Net++`.

const letterOrDigit = /[\p{L}\p{N}]/u;
const capitalOrDigit = /^[\p{Lu}]/u;
/** `-reID`: what has capitals within is part of a name. */
const inCapitals = /^\p{Ll}*\p{Lu}/u;
/** What may be added to a name with a hyphen, capital or not. */
const addition =
	/^(?:based|like|style|type|inspired|family|specific|trained|paper|base|large|small|tiny|mini|medium|huge|giant|nano|lite|light|x{0,3}[sl])(?![\p{L}])/iu;

/** Whether the name from `start` to `end` is a name of its own rather than part of a longer name, a path or a handle. */
export function isWholeName(text: string, start: number, end: number): boolean {
	return (
		(endsWell(text, end) || isStruckThrough(text, start, end)) &&
		beginsWell(text, start) &&
		!inPath(text, start, end) &&
		!inReference(text, start)
	);
}

/** The rest of the name of a file: "infogan-base.py". */
const restOfFile = /^[\w-]+\.[a-z]{1,4}(?![\p{L}\d.])/u;

/** Whether the name is in Org's signs for what is struck through. */
const isStruckThrough = (text: string, start: number, end: number): boolean =>
	text.charAt(start - 1) === '+' && /^\+(?![\w+])/.test(text.slice(end, end + 2)) && !/[\w+]/.test(text.charAt(start - 2));

/** Whether the name is in the label that a command refers to (`\\tref{tab:name}`), or in the target of a `cite:` link. */
function inReference(text: string, start: number): boolean {
	const before = text.charAt(start - 1);
	if (before === ' ') return isInCiteTarget(text, start - 1);
	// bookdown's, as in "\@ref(pca-aghq)".
	if (before === '-' || before === '(') return /\\@ref\([\w:-]*$/.test(text.slice(Math.max(0, start - 48), start));
	if (before !== ':' && before !== '{') return false;
	return /\\\w{0,8}ref\*?\{(?:[\w-]{1,20}:)?$/.test(text.slice(Math.max(0, start - 36), start));
}

/** The most letters of the style behind `cite:`. */
const longestStyle = 12;

/** Whether what ends at `end` is the beginning of the target of a `cite:` link, up to its style. */
function isInCiteTarget(text: string, end: number): boolean {
	let at = end;
	while (at > end - longestStyle && isWordSign(text.charCodeAt(at - 1))) at--;
	return text.charCodeAt(at - 1) === colon && text.slice(Math.max(0, at - citeTarget.length), at) === citeTarget;
}

const citeTarget = '](cite:';
const colon = 58;

/** Whether a char code is one of ASCII's letters and digits, or an underscore. */
const isWordSign = (code: number): boolean => isSmall(code) || (code >= 65 && code <= 90) || isDigit(code) || code === 95;

/** What the names of figures, tables, sections and texts that are referred to begin with, and further parts of them. */
const labelPrefix = /(?:^|[^\p{L}])(?:ref|fig|tab|tbl|eq|eqn|sec|lst|alg|thm|def|chap|ch|app):(?:[\w-]{1,20}:){0,2}$/u;
const longestLabelPrefix = 50;

function beginsWell(text: string, start: number): boolean {
	const before = text.charAt(start - 1);
	if (before === '' || before === ' ' || before === '\n') return true;
	// LaTeX prints "PARALLEL\_SAIS" as one word.
	if (before === filler && text.charAt(start - 2) === '_') return !letterOrDigit.test(text.charAt(start - 3));
	const further = text.charAt(start - 2);
	if (before === '@' || before === '#') return false;
	// Two end a line: "FlakeFlagger \\\\iDFlakies".
	if (before === '\\') return further === '\\';
	// Maths that ends right before letters is a part of their name: "$\beta$BERT".
	if (before === '$') return !/[^\s$]/.test(further);
	// "(ref:gan)", "fig:gan", "sec:results:gan"
	if (before === ':' && labelPrefix.test(text.slice(Math.max(0, start - longestLabelPrefix), start))) return false;
	// The "s" of "author's" begins no name.
	if (before === "'" || before === '’') return !letterOrDigit.test(further);
	if (before === '_' || before === '.') return !letterOrDigit.test(further);
	if (!isHyphen(before) || !letterOrDigit.test(further)) return true;
	// "pre-InfoGAN" is about it; "DC-InfoGAN" is another.
	const word = /[\p{L}\p{N}]+$/u.exec(text.slice(Math.max(0, start - 20), start - 1))?.[0] ?? '';
	return /^\p{Ll}{3,}$/u.test(word);
}

/** Fills the place of a command of LaTeX that prints one letter, such as `\_`. */
const filler = '\u00ad';

/** No more letters of a citation key are looked at. */
const longestKey = 80;

function endsWell(text: string, end: number): boolean {
	const after = text.charAt(end);
	if (after === '' || after === ' ' || after === '\n') return true;
	if (after === '+') return false;
	const further = text.charAt(end + (after === '_' && text.charAt(end + 1) === filler ? 2 : 1));
	// Typst's citation needs no blank before it: "XGBoost@chen2016". An address of mail goes on with a dot.
	if (after === '@')
		return !letterOrDigit.test(further) || /^@\p{L}[\p{L}\d_:-]*(?!\p{L}|[\d_:.-]*\.\p{L})/u.test(text.slice(end, end + longestKey));
	if (after === '_' || after === '.') return !letterOrDigit.test(further) || (after === '.' && /\p{Lu}/u.test(further));
	if (!isHyphen(after)) return true;
	const rest = text.slice(end + 1, end + 20);
	if (restOfFile.test(rest)) return false;
	// "LLaMA-2" is another one; "ResNet-50" and "LLaMA-2B" are sizes of it.
	if (/^[2-9](?![\p{L}\d.-])/u.test(rest)) return false;
	// "COCO-35L" is another one; "LLaMA-13B" is a size of it.
	if (/^\d+(?![BMKT]\b)\p{Lu}/u.test(rest)) return false;
	return !(capitalOrDigit.test(rest) || inCapitals.test(rest)) || addition.test(rest) || (germanNoun.test(rest) && hasNounCapitals(text));
}

/** What German joins to a name is a noun: "OpenMP-Parallelisierung", "BERT-Modell". */
const germanNoun = /^\p{Lu}\p{Ll}{3,}(?![\p{L}\d-])/u;

/** "TensorFlow Agents: Efficient …": capitalised words up to a colon. */
const restOfTitle = /^(?:[ ]\p{Lu}[\p{L}\d-]*){1,4}(?::\s| \(\p{L}{0,6}\p{Lu}{2,8}[,;)])/u;
/** A name in brackets. */
const inBrackets = /^[ \n]\(([\p{L}\d-]{2,20})[,;)]/u;

/** "Qwen 3.6" and "MiMo Flash v2" are releases with papers of their own. */
const isRelease = /^[ -](?:\d{1,2}\.\d{1,2}(?!\.?\d|\s?%)|\p{Lu}\p{L}{1,20}[ -][vV]\d)/u;

/** Whether the name begins or ends a longer title or name, of another paper: "BERT Sentence Embedding (LaBSE)", "Hessian LLE (HLLE)". */
export function isPartOfLonger(text: string, start: number, end: number): boolean {
	if (isSmall(text.charCodeAt(end + 1))) return false;
	const behind = text.slice(end, end + 80);
	if (isRelease.test(behind)) return true;
	if (!/[ \n]/.test(text.charAt(end))) return false;
	if (restOfTitle.test(behind)) return true;
	const name = text.slice(start, end).toLowerCase();
	const other = inBrackets.exec(behind)?.[1]?.toLowerCase();
	if (other === undefined) return false;
	if (/\s/.test(name)) return isInitialsOfMore(text, start, name, other);
	return other !== name && other !== `${name}s` && other.endsWith(name);
}

/** Whether an abbreviation in brackets is made of the initials of the word before a name and those of the name: "Stacked Similarity Maps (SSM)". */
function isInitialsOfMore(text: string, start: number, name: string, abbreviation: string): boolean {
	const initials = name
		.split(/[\s-]+/)
		.map((word) => word.charAt(0))
		.join('');
	const short = abbreviation.replace(/s$/, '');
	if (!/\s/.test(text.charAt(start - 1))) return false;
	const before = text
		.slice(Math.max(0, start - 30), start - 1)
		.split(/[^\p{L}-]/u)
		.at(-1)!
		.charAt(0)
		.toLowerCase();
	return before !== '' && [short, abbreviation].some((each) => each === before + initials);
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;

/** Whether a hyphen and a number are right behind a name: "WASP-37". */
export const isNumberBehind = (text: string, end: number): boolean => text[end] === '-' && isDigit(text.charCodeAt(end + 1));

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** A word with capitals within, right behind a name, that may be the end of a longer one: the "StockTwits" of "RoBERTa StockTwits". */
export function markedBehind(text: string, end: number): string | undefined {
	if (text[end] !== ' ' || isSmall(text.charCodeAt(end + 1))) return undefined;
	const word = /^ (\p{Lu}\p{L}{3,30})(?![\p{L}\p{N}-])/u.exec(text.slice(end, end + 36))?.[1];
	return word !== undefined && /\p{Ll}\p{Lu}/u.test(word) ? word : undefined;
}

/** Two words before a name, the last one capitalised: not the beginning of a sentence. */
const capitalisedBefore = /[\p{L}\p{N},;(][ ](\p{Lu}[\p{L}-]{3,})[ ]$/u;

/** Whether the name ends a longer title: "… Information Maximizing Generative Adversarial Nets". */
export const endsLonger = (text: string, start: number): boolean => capitalisedBefore.test(text.slice(Math.max(0, start - 40), start));

/** A word with a capital right behind a name. */
const capitalisedBehind = /^[ \n]\p{Lu}\p{Ll}{3,}/u;

/** Whether a longer title or name begins with the name: "Orthogonal Array Testing". */
export const beginsLonger = (text: string, end: number): boolean => capitalisedBehind.test(text.slice(end, end + 8));

/** An article in small letters before words, or as their first. */
const articleBefore = /(?:^|[\s(])(?:the|an?|der|die|das|dem|den|des|eine?[mnrs]?|le|la|les|une?|el|los|las) $/u;
const articleFirst = /^(?:the|an?|der|die|das|dem|den|des|eine?[mnrs]?|le|la|les|une?|el|los|las)\s/u;
/** Up to so many words after an article are what the text speaks of, as in "the free energy principle". */
const longestPhrase = 3;

/** Whether a few words are a noun with its article within a sentence rather than a title: "of the Banach–Tarski paradox". */
export function isNounPhrase(text: string, start: number, words: string): boolean {
	const isFirst = articleFirst.test(words);
	if (words.split(/\s+/, longestPhrase + 2).length > longestPhrase + (isFirst ? 1 : 0)) return false;
	return isFirst || articleBefore.test(text.slice(Math.max(0, start - 8), start));
}

/** Markup, quotes and brackets that open, and a command before its brace. */
const openers = /[\s~*_"“”„‘'«»({[`$]/;
const command = /\\[a-z]+$/i;
/** What closes quotes, emphasis and brackets. */
const closers = /^[*_"”“’'»)}\]`?!]{0,6}/;
/** An author behind a title: "by Karim Jamal", "de Girard". */
const byAuthor = /^[ ~](?:by|von|de|par|di|por|av|af|van) \p{Lu}/u;
/** Words that refer to a text. */
const refersTo = /(?:^|\P{L})(?:[Ss]ee|[Ss]iehe|[Vv]gl|[Cc]f|[Vv]oir|[Vv]éase|[Vv]er|[Vv]edi|[Rr]ead)$/u;
/** So much before and behind a title says whether it is apart. */
const lookedAtBeside = 40;

/**
 * Whether words are apart from the sentence around them, as titles in lists, links and headings are: they are in quotes, emphasis or brackets, or only
 * signs, a year, or the end of a line or block are on both sides of them, or their author behind them.
 */
export function isSetApart(text: string, start: number, end: number): boolean {
	if (isQuoted(text, start, end)) return true;
	const behind = text.slice(end, end + lookedAtBeside);
	if (/[[{(«»‹›„“"]$/.test(text.slice(start - 1, start)) && /^[.?!]?[\]})«»‹›”“"]/.test(behind)) return true;
	const before = text.slice(Math.max(0, start - lookedAtBeside), start);
	const gap = before.slice(before.trimEnd().length);
	if (before !== gap && gap.split('\n', 3).length < 3) {
		const rest = withoutEnd(withoutEnd(before, openers).replace(command, ''), openers);
		if (/\p{L}$/u.test(rest) && !refersTo.test(rest)) return false;
	}
	const further = behind.replace(closers, '');
	return /^(?:$|\s{0,3}[^\p{L}\p{N}\s]|[ \t]*\n\s*(?:$|[^\p{Ll}\s]))/u.test(further) || byAuthor.test(further);
}

/** "n.d.", as citations of works without a date have it; German "o. J.", French and Spanish "s. d.", "s. f.". */
const noDate = /^,?\s\(?(?:n\.\s?d|o\.\s?J|s\.\s?[df])\./u;

/** Whether the authors that end at `end` have "no date" for a year. */
export const isUndated = (text: string, end: number): boolean => noDate.test(text.slice(end, end + 8));

/** Initials behind a comma: who is before them wrote it, too. */
const initialsInList = /,[\s~]{1,2}(?:\p{Lu}\.[\s~-]?){1,3}$/u;

/** A word that begins with a capital and may be part of a person's name. */
const namePart = /^\p{Lu}[^\s,]{0,20}$/u;

/** Whether a text ends in a person, a comma and another given name: "Tim Roughgarden, Vasilis ". Who has that one wrote it, too. */
function endsInPersonAndGivenName(text: string): boolean {
	const words = text.split(/\s/);
	if (words.pop() !== '') return false;
	const given = words.pop() ?? '';
	if (words.at(-1) === 'and') words.pop();
	const family = words.pop() ?? '';
	return (
		given.length > 1 &&
		namePart.test(given) &&
		family.endsWith(',') &&
		namePart.test(family.slice(0, -1)) &&
		namePart.test(words.pop() ?? '')
	);
}

/** Whether a name is within a list of authors that began before: "Y. Dittrich, C. Floyd", "Tim Roughgarden, Vasilis Syrgkanis". */
export function isInAuthorList(text: string, start: number): boolean {
	const before = text.slice(Math.max(0, start - 60), start);
	return initialsInList.test(before) || endsInPersonAndGivenName(before);
}

/** What mathematics and physics name by people: "the Banach–Tarski paradox". */
const results =
	/^[”"’'*_}]{0,3}[ ~\n](?:paradox|theorem|lemma|conjecture|inequality|equation|thesis|correspondence|isomorphism|principle|axiom|satz|theorem|ungleichung|gleichung|théorème|paradoxe|inégalité|équation|teorema|paradoja|desigualdad|ecuación)/i;

/** Whether names that a dash joins name a result somewhere in the text. */
export function isNameOfResult(text: string, names: string): boolean {
	if (!/--|–/.test(names)) return false;
	for (let at = text.indexOf(names); at >= 0; at = text.indexOf(names, at + 1))
		if (results.test(text.slice(at + names.length, at + names.length + 24))) return true;
	return false;
}

const isHyphen = (sign: string): boolean => /[-\u2010\u2011]/.test(sign);

/** What is in Org's emphasis, and its end. */
const emphasised = /^[^/\n]*(?:\n[^/\n]+)?\/(?!\w)/;
const longestEmphasis = 160;

/** Whether the slash before `start` opens Org's emphasis, rather than parting the steps of a path. */
export const opensEmphasis = (text: string, start: number): boolean =>
	!/[\w~./:]/.test(text.charAt(start - 2)) && emphasised.test(text.slice(start, start + longestEmphasis));

/** Whether the name is a step of a path or an address. */
function inPath(text: string, start: number, end: number): boolean {
	const isBefore = text.charAt(start - 1) === '/';
	const isAfter = text.charAt(end) === '/';
	if (!isBefore && !isAfter) return false;
	// Org's emphasis, which may hold more words.
	if (isBefore && opensEmphasis(text, start)) return false;
	let from = start;
	while (from > 0 && start - from < 200 && !/[\s"'<>()]/.test(text.charAt(from - 1))) from--;
	let to = end;
	while (to < text.length && to - end < 200 && !/[\s"'<>()]/.test(text.charAt(to))) to++;
	const run = text.slice(from, to);
	return /^[./~]|:\/\/|^www\.|\.[a-z]{1,5}\d?$|(?:\/.*){3}|^[a-z-]+\.(?:com|org|net|io)\//.test(run);
}

/** Quotes, emphasis, and what Typst's functions and LaTeX's commands take but those of headings; the brackets of a link are no quotes. */
const opening = /["“”„«»‘‚‹›'`*_]$|[«‹][ \u00a0\u202f]$|#[a-z]+\[$|\\(?!part|chapter|\w{0,6}section|\w{0,3}paragraph|title)[a-z]+\{$/;
const openingQuote = /["“”„«»‘‚‹›]$|[«‹][ \u00a0\u202f]$|``$|\\[a-z]*quote\{$/;
const closing = /^[.,!?]?(?:["”“«»‘’‹›'`*_\]}]|[ \u00a0\u202f][»›])/;
/** The sign of a list's item, before its label. */
const item = /(?:^|\n)[ \t]*(?:[-+*•]|\d{1,3}[.)]|\\item\s?\[?|\/)[ \t]*$/;
/** What ends a label. */
const afterLabel = /^(?:\*\*|__|\])?[ \t]*(?:::?(?=[\s*_]|$)|[–—][ \t]|\])/;

/** Whether the name is in quotes or emphasis, alone in a cell of a table, or the label of a list's item. */
export function isQuoted(text: string, start: number, end: number): boolean {
	const before = text.slice(Math.max(0, start - 12), start);
	const after = text.slice(end, end + 6);
	return (opening.test(before) && closing.test(after)) || isLabel(before, after);
}

/** Whether the name is in quotation marks, alone in a cell of a table, or the label of a list's item: emphasis may only be on a term. */
export function isInQuotes(text: string, start: number, end: number): boolean {
	const before = text.slice(Math.max(0, start - 12), start);
	const after = text.slice(end, end + 6);
	return (openingQuote.test(before) && closing.test(after)) || isLabel(before, after);
}

/** Whether what is between two stretches of text is the label of a list's item, or alone in a cell of a table. */
function isLabel(before: string, after: string): boolean {
	if (item.test(before) && afterLabel.test(after)) return true;
	return /[|&][ \t]*$/.test(before) && /^[ \t]*(?:[|&]|\\\\)/.test(after);
}

/** Whether the name is all of a heading, but for signs: in Markdown, Org, Typst or LaTeX. */
export function isHeading(text: string, start: number, end: number): boolean {
	const before = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 40), start);
	if (!/^(?:[#*=]{1,6} |\\(?:part|chapter|\w{0,6}section|\w{0,3}paragraph)\*?\{)(?:\d[\d.]{0,8} |[Tt]he |[Aa]n? )?$/.test(before))
		return false;
	return /^[?!]?[ \t]*(?:\}|\n|$|\{#)/.test(text.slice(end, end + 12));
}

/** Whether German capitalises the nouns of the text, as its commonest words show. */
export function hasNounCapitals(text: string): boolean {
	const start = text.slice(0, 20_000);
	if (lastAsked?.start === start) return lastAsked.isGerman;
	const german = start.match(/[ \n](?:der|die|das|und|ist|nicht|von|mit|ein|eine) /g)?.length ?? 0;
	const others = start.match(/[ \n](?:the|of|and|is|le|les|de|la|et|el|los|que|di|il|da|os) /g)?.length ?? 0;
	lastAsked = { start, isGerman: german > others };
	return lastAsked.isGerman;
}

/** The last answer: the same text is asked about over and over while its end is typed. */
let lastAsked: { readonly start: string; readonly isGerman: boolean } | undefined;

/** What surrounds the name from `start` to `end`, looked at when it is asked for. */
export class TextAround implements Surroundings {
	constructor(
		private readonly text: string,
		private readonly start: number,
		private readonly end: number,
	) {}

	isQuoted(): boolean {
		return isQuoted(this.text, this.start, this.end);
	}

	isInQuotes(): boolean {
		return isInQuotes(this.text, this.start, this.end);
	}

	isWithin(): boolean {
		return isWithin(this.text, this.start);
	}

	isShouted(): boolean {
		return isShouted(this.text, this.start, this.end);
	}

	hasAccents(): boolean {
		return hasAccents(this.text.slice(this.start, this.end));
	}

	isBeforeCitation(): boolean {
		return beforeCitation.test(this.text.slice(this.end, this.end + lookedAtBeside));
	}
}

/** Signs of a citation, at most a few words behind a name. */
const beforeCitation = /^[^.!?\n@\\[:#<{]{0,36}\n?[@\\[:#<{]/;

const capitalOrBlank = /[\p{Lu} ]/u;
const capitalised = /\p{Lu}{4}/u;

/** Whether a longer word in capitals is among those right before or behind a name: a heading in capitals, or somebody shouts. */
export function isShouted(text: string, start: number, end: number): boolean {
	const before = text.slice(Math.max(0, start - 40), start);
	if (before.endsWith(' ') && capitalised.test(before.slice(withoutEnd(before, capitalOrBlank).length))) return true;
	if (text[end] !== ' ') return false;
	let to = end;
	while (to < end + 40 && capitalOrBlank.test(text.charAt(to))) to++;
	return capitalised.test(text.slice(end, to));
}

/** Whether the name is within a sentence: after a word in small letters, or a comma. */
export const isWithin = (text: string, start: number): boolean => /(?:\p{Ll}|[,;(])[ \n]$/u.test(text.slice(Math.max(0, start - 3), start));

/** No definition of an abbreviation begins farther before it. */
const longestDefinition = 90;

/** The words that an abbreviation in brackets at `span` is made of the initials of, folded; none where it is behind none such. */
export function definitionBefore(text: string, { start, end }: Span, abbreviation: string): readonly string[] {
	if (!/^[),;]/.test(text.charAt(end))) return [];
	const wanted = abbreviation.toLowerCase();
	const before = text
		.slice(Math.max(0, start - 1 - longestDefinition), start - 1)
		.split(/\n[ \t]*\n|[.;:!?(]/)
		.at(-1)!;
	const words = wordsOf(before.replace(/-/g, ' '));
	for (let count = 2; count <= Math.min(words.length, wanted.length + 2); count++) {
		const phrase = words.slice(-count);
		const content = phrase.filter((word) => !stopWords.has(word));
		if (phrase[0] === content[0] && content.map((word) => word[0]).join('') === wanted) return content;
	}
	return [];
}

/** Whether a text has a word that it has with a capital also in small letters, other than in keys, commands, addresses and names of files. */
export function hasInSmallLetters(text: string, word: string): boolean {
	const small = word.toLowerCase();
	for (let at = text.indexOf(small); at >= 0; at = text.indexOf(small, at + 1)) {
		const isBegun = at === 0 || /[\s(]/.test(text.charAt(at - 1));
		if (isBegun && endOfWord.test(text.slice(at + small.length, at + small.length + 3))) return true;
	}
	return false;
}

const endOfWord = /^s?(?:[\s,;!?)]|\.(?!\p{L})|$)/u;
