// How a text can spell what names a paper, in every markup.

import type { MarkupName } from './positions.js';

/** Returns words with `⟦…⟧` around what is named in another spelling; nothing where they have no place for it. */
type Spelling = (words: string) => string | undefined;

/** What a spelling changes is within the mention. */
const within =
	(change: (mention: string) => string): Spelling =>
	(words) => {
		const [all, before = '', mention = '', after = ''] = /^(.*)⟦(.*)⟧(.*)$/s.exec(words)!;
		const changed = `${before}⟦${change(mention)}⟧${after}`;
		return changed === all ? undefined : changed;
	};

/** The blanks of a mention are written so: all, or only the first or last. */
const blanks = (name: string, blank: string): Readonly<Record<string, Spelling>> => ({
	[`${name} for each blank`]: within((mention) => mention.replaceAll(' ', blank)),
	[`${name} for the first blank`]: within((mention) => mention.replace(' ', blank)),
	[`${name} for the last blank`]: within((mention) => mention.replace(/ (?=[^ ]*$)/, blank)),
});

const hyphens = (name: string, hyphen: string): Readonly<Record<string, Spelling>> => ({
	[name]: within((mention) => mention.replaceAll('-', hyphen)),
});

const apostrophes = (name: string, apostrophe: string): Readonly<Record<string, Spelling>> => ({
	[name]: within((mention) => mention.replaceAll('’', apostrophe)),
});

/** A sign within a word that shows where it may be split. */
const splits = (name: string, sign: string): Readonly<Record<string, Spelling>> => ({
	[name]: within((mention) => mention.replace(/(\p{L}\p{Ll}{2})(\p{Ll}{2})/u, `$1${sign}$2`)),
});

const accents = (name: string, spelled: (letter: string, accent: string) => string): Readonly<Record<string, Spelling>> => ({
	[name]: within((mention) =>
		Array.from(mention.normalize('NFC'), (letter) => {
			const [base = '', accent] = letter.normalize('NFD');
			return accent === undefined ? letter : spelled(base, accent);
		}).join(''),
	),
});

/** Signs around a part of a mention, whose own ends stay the outermost letters. */
function parts(name: string, open: string, close: string): Readonly<Record<string, Spelling>> {
	const around =
		(pattern: RegExp): Spelling =>
		(words) => {
			const [all, before = '', mention = '', after = ''] = /^(.*)⟦(.*)⟧(.*)$/s.exec(words)!;
			const [part] = pattern.exec(mention) ?? [];
			if (part === undefined || part === mention || /^http|^10|^arXiv/.test(mention)) return undefined;
			const changed = `${before}⟦${mention.replace(pattern, (found) => `${open}${found}${close}`)}⟧${after}`
				.replace(`⟦${open}`, `${open}⟦`)
				.replace(`${close}⟧`, `⟧${close}`);
			return changed === all ? undefined : changed;
		};
	return {
		[`${name} for the first word`]: around(/^[\p{L}’-]+(?= )/u),
		[`${name} for the authors`]: around(/^.+(?=,? \(?\d{4})/u),
		[`${name} for each name`]: around(/(?<=^|[ ])\p{Lu}[\p{L}-]+(?=[ ,]|$)/gu),
		[`${name} for et al.`]: around(/et al\./u),
		[`${name} for the year`]: around(/\d{4}(?=\)?$)/u),
		[`${name} for the year in brackets`]: around(/\(\d{4}\)$/u),
	};
}

const texCommands: Readonly<Record<string, string>> = { '\u0300': '`', '\u0301': "'", '\u0308': '"', '\u0327': 'c' };

const everywhere: Readonly<Record<string, Spelling>> = {
	...blanks('a hard blank', '\u00a0'),
	...blanks('a narrow hard blank', '\u202f'),
	...blanks('a thin blank', '\u2009'),
	...blanks('two blanks', '  '),
	...blanks('a line’s end', '\n'),
	...blanks('a line’s end of Windows', '\r\n'),
	...blanks('a tab', '\t'),
	...hyphens('a hyphen of Unicode', '\u2010'),
	...hyphens('a hard hyphen', '\u2011'),
	...hyphens('a dash for a hyphen', '–'),
	...apostrophes('a straight apostrophe', "'"),
	...apostrophes('a letter for an apostrophe', '\u02bc'),
	...splits('a soft hyphen', '\u00ad'),
	...splits('a place for a break', '\u200b'),
	...accents('accents of their own', (letter, accent) => letter + accent),
	...accents('no accents', (letter) => letter),
};

const markdown: Readonly<Record<string, Spelling>> = {
	...blanks('&nbsp;', '&nbsp;'),
	...blanks('&#160;', '&#160;'),
	...blanks('&#xa0;', '&#xa0;'),
	...blanks('&thinsp;', '&thinsp;'),
	...blanks('an escaped blank', '\\ '),
	...hyphens('&#8209;', '&#8209;'),
	...hyphens('an escaped hyphen', '\\-'),
	...apostrophes('&rsquo;', '&rsquo;'),
	...apostrophes('an escaped apostrophe', "\\'"),
	...splits('&shy;', '&shy;'),
	...accents(
		'entities',
		(letter, accent) => `&${letter}${{ '\u0300': 'grave', '\u0301': 'acute', '\u0308': 'uml', '\u0327': 'cedil' }[accent]};`,
	),
	...parts('emphasis', '*', '*'),
	...parts('bold', '**', '**'),
	...parts('emphasis with underscores', '_', '_'),
	...parts('small capitals', '[', ']{.smallcaps}'),
	...parts('emphasis of HTML', '<i>', '</i>'),
	...parts('a span of HTML', '<span class="name">', '</span>'),
	...parts('a link', '[', '](https://example.org/page)'),
	...parts('a link by reference', '[', '][ref]'),
	'&amp;': within((mention) => mention.replace('&', '&amp;')),
	'an escaped ampersand': within((mention) => mention.replace('&', '\\&')),
	'escaped brackets': within((mention) => mention.replace('(', '\\(').replace(')', '\\)')),
};

const latex: Readonly<Record<string, Spelling>> = {
	...blanks('~', '~'),
	...blanks('\\,', '\\,'),
	...blanks('an explicit blank', '\\ '),
	...blanks('a blank in braces', '{ }'),
	...blanks('\\nobreakspace', '\\nobreakspace{}'),
	...blanks('a comment at a line’s end', ' %\n'),
	...hyphens('a hyphen of babel', '"='),
	...hyphens('another hyphen of babel', '"~'),
	...hyphens('\\hyp', '\\hyp{}'),
	...hyphens('a hyphen in braces', '{-}'),
	...splits('\\-', '\\-'),
	...splits('a soft hyphen of babel', '"-'),
	...apostrophes('\\textquoteright', '\\textquoteright{}'),
	...accents('commands', (letter, accent) => {
		const command = texCommands[accent]!;
		return command === 'c' ? `\\c{${letter}}` : `\\${command}${letter}`;
	}),
	...accents('commands with braces', (letter, accent) => `\\${texCommands[accent]}{${letter}}`),
	...accents('commands in braces', (letter, accent) => {
		const command = texCommands[accent]!;
		return `{\\${command}${command === 'c' ? ' ' : ''}${letter}}`;
	}),
	...parts('\\emph', '\\emph{', '}'),
	...parts('\\textbf', '\\textbf{', '}'),
	...parts('\\textsc', '\\textsc{', '}'),
	...parts('a switch', '{\\em ', '}'),
	...parts('braces', '{', '}'),
	...parts('a colour', '\\textcolor{red}{', '}'),
	...parts('a command of its own', '\\person{', '}'),
	...parts('a link', '\\href{https://example.org/page}{', '}'),
	'a dash of LaTeX': within((mention) => mention.replace('–', '--')),
	'a dash of babel': within((mention) => mention.replace('–', '"--')),
};

const typst: Readonly<Record<string, Spelling>> = {
	...blanks('~', '~'),
	...splits('-?', '-?'),
	...parts('emphasis', '_', '_'),
	...parts('bold', '*', '*'),
	...parts('#emph', '#emph[', ']'),
	...parts('#smallcaps', '#smallcaps[', ']'),
	...parts('#text', '#text(red)[', ']'),
	...parts('a link', '#link("https://example.org/page")[', ']'),
	'a dash of Typst': within((mention) => mention.replace('–', '--')),
};

const org: Readonly<Record<string, Spelling>> = {
	...blanks('\\nbsp', '\\nbsp{}'),
	...splits('\\shy', '\\shy{}'),
	...hyphens('an entity', '\\hyphen{}'),
	...parts('emphasis', '/', '/'),
	...parts('bold', '*', '*'),
	...parts('a link', '[[https://example.org/page][', ']]'),
	'\\amp': within((mention) => mention.replace('&', '\\amp{}')),
	'a dash of Org': within((mention) => mention.replace('–', '--')),
};

const restructuredtext: Readonly<Record<string, Spelling>> = {
	...parts('emphasis', '*', '*'),
	...parts('bold', '**', '**'),
	...parts('a link', '`', ' <https://example.org/page>`_'),
	...parts('a role', ':smallcaps:`', '`'),
};

const own: Readonly<Record<MarkupName, Readonly<Record<string, Spelling>>>> = { markdown, latex, typst, org, restructuredtext };

/** The spellings of a markup, by what they are called. */
export const spellingsOf = (markup: MarkupName): readonly (readonly [name: string, spelled: Spelling])[] =>
	Object.entries({ ...everywhere, ...own[markup] });
