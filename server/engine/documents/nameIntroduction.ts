// How a text introduces a name beside a citation: as one of several things that are cited each for itself, or as what its sentence speaks of.
import { withoutEnd } from '../base/ends.js';
import type { Citation } from './markup/markup.js';

/**
 * `listed`: among others that are cited beside it, or first in its sentence, where the sentence goes on behind the citation; `within`: elsewhere in a
 * sentence that goes on. A citation at the end of a sentence is for all that the sentence claims.
 */
export const introductions = ['listed', 'within'] as const;

type Introduction = (typeof introductions)[number];

/** So far from each other are things of one list, without the name. */
const longestBetween = 24;
/** So much before a name says whether its sentence begins there. */
const lookedAtBefore = 80;

/** A sentence, a heading, a table's cell or a list's item begins behind it. */
const sentenceEnd = /(?:^|[.!?:]|\n[ \t]*(?:[-+]|\d{1,3}[.)])|\\item|\\(?:sub)?(?:paragraph|section)\*?|[|&])$/;
const separator = /(?:^|[^\p{L}\p{N}])(?:[,;]|(?:and|or|nor|und|oder|sowie|et|ou|y|e|o)(?=[\s~]))/u;
const preposition =
	/(?:^|[\s~(])(?:about|at|by|for|from|in|into|of|on|onto|per|to|upon|within|am|auf|aus|bei|beim|für|im|von|vom|zu|zum|zur|à|au|aux|chez|dans|de|des|du|en|par|pour|sur|del|para|por|da|do|di|em|na|no|nas|nos|nel|su|sul)$/i;

/**
 * How the text introduces `name` right before the citation at `index` of its citations; `undefined` where it has the name before, or it is no
 * introduction.
 */
export function introductionAt(text: string, name: string, citations: readonly Citation[], index: number): Introduction | undefined {
	const { group, key, prefix } = citations[index]!;
	const start = text.lastIndexOf(name, group.start);
	if (start < 0 || firstPlaceOf(text, name) < start) return undefined;
	if (prefix && pointsElsewhere.test(text.slice(prefix.start, prefix.end))) return undefined;
	const whole = text.slice(Math.max(0, start - lookedAtBefore), start);
	const before = withoutOpening(whole);
	const beginsBlock = /\n[ \t]*\n/.test(whole.slice(before.length));
	const previous = citations[index - 1];
	const next = citations[index + 1];
	const isBehindOther = previous !== undefined && previous.key !== key && areListed(text.slice(previous.group.end, start), true);
	// The last of a list may end its sentence.
	if (!isBehindOther && endsSentence(text, group.end)) return undefined;
	const isBeforeOther = next !== undefined && next.key !== key && areListed(text.slice(group.end, next.group.start), false);
	if (isBehindOther || isBeforeOther || beginsBlock || sentenceEnd.test(before)) return 'listed';
	return preposition.test(before) ? undefined : 'within';
}

/** "[see @doe1999]": the work has more on what is named, and need not be what introduced it. */
const pointsElsewhere = /(?:^|[^\p{L}])(?:see|cf|e\.g|compare|vgl|siehe|z\. ?B|voir|p\. ?ex|véase|ver|vedi|zie|bijv)(?:$|[^\p{L}])/iu;

const markup = /[\s~*_"“”„‘'«»({[]/;
const article = /(?:^|[^\p{L}\p{N}])(?:the|an?|der|die|das|le|la|les|el|los|las|il|lo|o|os|as)$/iu;

/** A text without the article, quotes and markup at its end that open a name. */
function withoutOpening(text: string): string {
	const rest = withoutCommand(withoutEnd(text, markup));
	const length = rest.length < text.length ? article.exec(rest)?.index : undefined;
	return length === undefined ? rest : withoutCommand(withoutEnd(rest.slice(0, length + 1), markup));
}

/** Without a command of LaTeX that only says how the name looks: `\\emph{`. */
const withoutCommand = (text: string): string => withoutEnd(text.replace(/\\(?:emph|text[a-z]{2}|enquote|ac|gls)$/, ''), markup);

/** Whether what is between two citations, or a citation and a name, parts things of a list. `isToName` where the second thing's name is not in it. */
const areListed = (between: string, isToName: boolean): boolean =>
	between.length <= longestBetween + (isToName ? 0 : longestName) && separator.test(between) && !/[.!?](?:\s|$)|\n[ \t]*\n/.test(between);

const longestName = 20;

/** Whether nothing of the sentence is left behind an offset. */
const endsSentence = (text: string, offset: number): boolean =>
	/^\s*(?:$|[.)}\]!?])|^[ \t]*\n[ \t]*\n/.test(text.slice(offset, offset + 40));

const inName = /[\p{L}\p{N}_\\@/-]/u;

/** Where a text has a name first, as a word of its own. */
function firstPlaceOf(text: string, name: string): number {
	for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
		if (!inName.test(text.charAt(at - 1)) && !/[\p{L}\p{N}_-]/u.test(text.charAt(at + name.length))) return at;
	return -1;
}
