import { LineStarts } from '../../base/lines.js';
import type { Span } from '../../base/span.js';

/**
 * What a gap between prose must be to be an address that a reader sees: bare, `<…>`, `\url{…}`, Org's `[[…]]` or Typst's `#link("…")` without a
 * text, also between tags of HTML, the brackets of Typst's functions and LaTeX's braces, behind a statement of Typst or reStructuredText's `replace::`,
 * and before a footnote's mark.
 */
const visible = new RegExp(
	[
		// What is before it: reStructuredText's mark of a footnote, tags, what Typst's brackets belong to, Org's target, a statement, a substitution, a command.
		'^\\s*(?:\\[#?[\\w-]+\\] |(?:<\\/?(?!https?:|doi:)[A-Za-z][^<>]*>\\s*)+|(?:[#\\])][^"[\\]]*(?:"[^"\\n]*"[^"[\\]]*)*)?\\[|\\[\\[[^[\\]]+\\]\\[',
		'|#[^\\n]*\\n\\s*|\\.\\. \\|[^\\n|]+\\|\\s+replace::\\s+|\\\\(?:emph|text[a-z]+|footnote|underline)(?:\\{[^{}]*\\})?\\{)?',
		'(?:<|\\\\(?:url|nolinkurl|path)\\s*\\{|\\[\\[|#link\\(")?((?:https?:\\/\\/|doi:(?=10\\.))[^\\s<>{}[\\]"`]+)(?:>|\\}|\\]\\]|"\\))?',
		// What is behind it: tags, a footnote's mark, a superscript, the rest of Typst's call.
		'(?:(?:\\s*<\\/?(?!https?:|doi:)[A-Za-z][^<>]*>)+\\s*|\\s+|\\[(?:\\^|fn:)[^[\\]\\s]+\\]|\\^\\{[^{}]*\\}|\\](?:[^[\\]"]+\\[?)?)?$',
	].join(''),
	'i',
);
/** An address at the end of a notebook's cell, and one at its beginning. */
const endsString = /^(https?:\/\/[^\s<>{}[\]"`\\]+)(?:\\n)?"/i;
const beginsString = /"source": ?(?:\[\n? {0,8})?"(https?:\/\/[^\s<>{}[\]"`\\]+)$/i;
/** The text before the target of a reStructuredText link that is defined on a line of its own. */
const target = /^[ \t]*(?:__|\.\.[ \t]+(?:__|_[^:]*):)[ \t]*$/;
const longest = 400;

/**
 * Returns the addresses that are shown between the prose ranges of a text: what a link shows is prose, where it leads
 * is not, but an address that is shown is both.
 */
export function visibleAddresses(text: string, prose: readonly Span[]): Span[] {
	const found: Span[] = [];
	let from = 0;
	const lines = new LineStarts(text);
	for (let index = 0; index <= prose.length; index++) {
		const to = prose[index]?.start ?? text.length;
		const start = from;
		from = prose[index]?.end ?? to;
		// The shortest is longer, and reStructuredText's `text <target>`_ shows none.
		if (to - start < 12 || text[to] === '`') continue;
		const gap = text.slice(start, Math.min(to, start + longest));
		const address = (to - start <= longest ? visible.exec(gap)?.[1] : undefined) ?? endsString.exec(gap)?.[1];
		if (address === undefined) {
			const begun = beginsString.exec(text.slice(Math.max(start, to - longest), to))?.[1];
			if (begun !== undefined) found.push({ start: to - begun.length, end: to });
			continue;
		}
		if (target.test(text.slice(lines.of(start), start))) continue;
		const at = start + gap.indexOf(address);
		found.push({ start: at, end: at + address.length });
	}
	return found;
}
