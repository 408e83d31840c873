import { withoutEnd } from '../../base/ends.js';
import type { Span } from '../../base/span.js';
import { completingInText } from './latexCompleting.js';
import type { CitationRequest, Completing, Markup, Replacement } from './markup.js';
import { linkTypes } from './orgCitations.js';
import { readOrg, readOrgAgain } from './orgScan.js';
import { withoutEntities } from './printedLetters.js';
import { answersFrom, isInside, memoizeWithEdits, paragraphStart } from './scan.js';

const scan = memoizeWithEdits(readOrg, readOrgAgain);

/** Org with org-cite (Org manual, "Citation handling") or org-ref. */
export const org: Markup = {
	...answersFrom(scan),
	withoutAccentCommands: withoutEntities,
	completing,
	write,
	writeKey,
};

/** How far from the cursor a citation may reach. */
const reach = 2000;
const citation = /(?<!\[)\[cite(?:\/[\w/-]*)?:((?:[^\][]|\[[^\][]*\])*)$/;
const boxed = new RegExp(`\\[\\[(?:${linkTypes})\\*?:([^\\][\\n]*)$`);
const bare = new RegExp(`(?:^|[^\\w:/[@])((?:${linkTypes})\\*?:([^\\s\\][]*))$`);
/** The path of a link that needs no brackets. */
const barePath = /^[^\s\][()<>"]*[\p{L}\p{M}\p{N}/]$/u;

function completing(text: string, offset: number): Completing | undefined {
	const window = text.slice(Math.max(0, offset - reach), offset);
	const before = window.slice(paragraphStart(window));
	const cited = citation.exec(before);
	if (cited) return complete(text, offset, cited[1]!, /(?:^|[\s;,(])@([^@;[\]]*)$/, cited[0].length, true);
	const linked = boxed.exec(before) ?? bare.exec(before);
	if (!linked) return completingInText(text, scan(text).opaque, offset);
	const body = linked.at(-1)!;
	const pattern = body.includes('&') ? /&([^&;,[\]]*)$/ : /(?:^|[,;])([^&,;[\]]*)$/;
	return complete(text, offset, body, pattern, linked[0].length - (/^[^a-z[]/i.test(linked[0]) ? 1 : 0), linked[0].includes('[['));
}

/** What is completed in the citation `length` characters before the cursor, whose text up to there is `body`. */
function complete(text: string, offset: number, body: string, pattern: RegExp, length: number, bracketed: boolean): Completing | undefined {
	const query = pattern.exec(body)?.[1];
	if (query === undefined || isInside(hiddenBut(text, offset - length), offset - length + 1)) return undefined;
	const typed = { start: offset - query.length, end: offset };
	const behind = text.slice(offset, offset + reach).split(/\n[ \t\r]*\n/, 1)[0]!;
	const closed = bracketed ? /^[^\][;,@&\n]*(?=[\];,])/.exec(behind)?.[0] : undefined;
	const rest = /^[\p{L}\p{M}\p{N}\-.:/_+]*/u.exec(behind)![0];
	const key = closed === undefined || rest.length < closed.length ? withoutEnd(rest, /[.:]/) : closed.trimEnd();
	const others = `${body.slice(0, body.length - query.length)}${bracketed ? ` ${/^[^\][]*(?=\])/.exec(behind.slice(key.length))?.[0] ?? ''}` : ''}`;
	return {
		kind: 'citation',
		query,
		typed,
		replaced: { start: typed.start, end: offset + key.length },
		bracketed,
		keys: Array.from(others.matchAll(/[@&]([^\s;,\][]+)/g), ([, other = '']) => other),
	};
}

/** Returns the opaque ranges except the one that begins with the construct itself. */
const hiddenBut = (text: string, start: number) => scan(text).opaque.filter((span) => span.start !== start);

function write({ keys, style = 'parenthetical', locator }: CitationRequest): string {
	return `[cite${style === 'narrative' ? '/t' : ''}:${keys.map((key) => `@${key}`).join(';')}${locator ? ` ${locator}` : ''}]`;
}

/** A key that ends an org-ref link too early puts the link in brackets (Org manual, "Link Format"). */
function writeKey(text: string, replaced: Span, key: string): Replacement {
	if (barePath.test(key)) return { span: replaced, text: key };
	const window = text.slice(Math.max(0, replaced.start - reach), replaced.start);
	const before = window.slice(paragraphStart(window));
	const link = citation.test(before) ? undefined : bare.exec(before)?.[1];
	if (link === undefined) return { span: replaced, text: key };
	const rest = /^(?:[,;&][^\s\][()<>"]*[\p{L}\p{M}\p{N}/])?/u.exec(text.slice(replaced.end, replaced.end + reach))![0];
	return { span: { start: replaced.start - link.length, end: replaced.end + rest.length }, text: `[[${link}${key}${rest}]]` };
}
