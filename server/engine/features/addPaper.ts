import * as l10n from '@vscode/l10n';
import { withoutEnd } from '../base/ends.js';
import type { WebAnswer } from '../base/web.js';
import type { Document } from '../documents/document.js';
import type { SourceRecord } from '../library/formats/record.js';
import { type Identifier, identifierOf, type ServiceName, serviceFor, services } from '../library/formats/services/services.js';
import { failureOf, type ServiceFailure } from '../literature/failures.js';
import { type Addresses, baseOf } from '../literature/hosts.js';

/** What would be asked for a paper, of whom, and at which address exactly. */
export interface Question {
	readonly identifier: Identifier;
	readonly service: ServiceName;
	/** The service as people call it. */
	readonly title: string;
	readonly address: string;
	readonly accept: string;
}

/**
 * The one question about the paper that a text identifies: of the service that its identifier belongs to, else of
 * `service`, if that is one for DOIs. Nothing where the text is no identifier.
 */
export function questionFor(text: string, addresses: Addresses, service?: ServiceName): Question | undefined {
	const identifier = identifierOf(text);
	if (!identifier) return undefined;
	const name = service !== undefined && (service === 'arxiv') === (identifier.kind === 'arxiv') ? service : serviceFor(identifier);
	const { title, accept, path } = services[name];
	return { identifier, service: name, title, accept, address: baseOf(name, addresses) + path(identifier.value) };
}

/** Why there is no paper: the message to the user, and whether another service may know it. */
export interface Failure {
	readonly code: 'not-found' | ServiceFailure['code'];
	readonly message: string;
	readonly elsewhere?: ServiceName;
}

/** The paper that a service's answer describes, or why there is none. `now` is in milliseconds since 1970. */
export function readAnswer({ identifier, service, title, address }: Question, answer: WebAnswer, now: number): SourceRecord | Failure {
	const fail = (code: Failure['code'], message: string): Failure => ({ code, message });
	if ('failure' in answer) return failureOf(title, address, answer, now)!;
	const { status, text } = answer;
	const { read, saysNone, error } = services[service];
	const name = identifier.kind === 'doi' ? l10n.t('DOI {0}', identifier.value) : l10n.t('arXiv identifier {0}', identifier.value);
	if (status === 404 || (status === 200 && saysNone?.(text))) return { ...notFound(name, service, title), code: 'not-found' };
	if (status === 429) return failureOf(title, address, answer, now)!;
	const reported = error?.(text);
	if (reported !== undefined) return fail('service-error', l10n.t('{0} says: {1}', title, reported));
	return (
		failureOf(title, address, answer, now) ??
		read(text) ??
		fail('odd-answer', l10n.t('{0} answered, but not with a paper that Lectern can read.', title))
	);
}

function notFound(name: string, service: ServiceName, title: string): Omit<Failure, 'code'> {
	if (service === 'arxiv') return { message: l10n.t('arXiv has no paper with the {0}.', name) };
	const elsewhere = service === 'crossref' ? 'datacite' : 'crossref';
	return {
		message: l10n.t('{0} does not know the {1}. It may be registered with {2}.', title, name, services[elsewhere].title),
		elsewhere,
	};
}

/** A link to a paper, or an identifier named as such, in running text. */
export interface PaperLink {
	readonly identifier: Identifier;
	/** As written. */
	readonly text: string;
	/** What a citation replaces; empty and behind the link where its text is to stay. */
	readonly span: { readonly start: number; readonly end: number };
}

const written =
	/https?:\/\/[^\s<>"'`{}|\\^[\]]+|\b(?:arxiv:\s?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?|doi:\s?10\.\d{4,9}\/[^\s<>"'`{}\]]+)/gi;

/** Constructs that hold a link and a text of their own, or nothing but the link; `U` stands for the link. */
const holders: readonly (readonly [before: RegExp, after: RegExp, hasText: boolean])[] = [
	[/\[[^\][\n]*\]\(<?$/, /^>?(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\)/, true],
	[/\\href\s*\{$/, /^\}\s*\{[^{}]*\}/, true],
	[/\\url\s*\{$/, /^\}/, false],
	[/\[\[$/, /^\]\[[^\]\n]*\]\]/, true],
	[/\[\[$/, /^\]\]/, false],
	[/#link\("$/, /^"\)\s*\[[^\]\n]*\]/, true],
	[/#link\("$/, /^"\)/, false],
	[/`[^`\n]*<$/, /^>`__?/, true],
	[/<$/, /^>/, false],
];

/** The link to a paper at `offset`, outside citations; nothing where none does. */
export function linkAt(document: Document, offset: number): PaperLink | undefined {
	const { text } = document;
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	const next = text.indexOf('\n', offset);
	const line = text.slice(start, next < 0 ? text.length : next);
	for (const match of line.matchAll(written)) {
		let link = withoutEnd(match[0], /[.,;:!?]/);
		if (link.endsWith(')') && !link.includes('(')) link = withoutEnd(link.slice(0, -1), /[.,;:!?]/);
		const from = match.index;
		const to = from + link.length;
		const [before, after] = [line.slice(0, from), line.slice(to)];
		const holder = holders.find(([opening, closing]) => opening.test(before) && closing.test(after));
		const span = holder
			? { start: start + from - holder[0].exec(before)![0].length, end: start + to + holder[1].exec(after)![0].length }
			: { start: start + from, end: start + to };
		if (offset < span.start || offset > span.end) continue;
		const identifier = identifierOf(link);
		if (identifier && !document.citationAt(offset) && touchesProse(document, span))
			return { identifier, text: link, span: holder?.[2] ? { start: span.end, end: span.end } : span };
	}
	return undefined;
}

/** Whether running text is at or around a span: links are cut out of it, but code and comments are separate from it. */
const touchesProse = ({ prose }: Document, span: { readonly start: number; readonly end: number }): boolean =>
	prose.some(({ start, end }) => start <= span.end && span.start <= end);
