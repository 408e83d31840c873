import * as l10n from '@vscode/l10n';
import { retryAfterOf, type WebAnswer } from '../base/web.js';
import { hostIn } from './hosts.js';

/** Why a service gave no answer: what to show the user. `off`: the user has not turned it on; `spent`: what it gives in a day is used up. */
export interface ServiceFailure {
	readonly code: 'off' | 'unreachable' | 'timeout' | 'cancelled' | 'rate-limit' | 'spent' | 'service-error' | 'odd-answer';
	readonly message: string;
}

/**
 * Why a service's answer is none; nothing where it has the status 200. A status that means more to who asked, such as 404, is to be looked at before.
 * `now` is in milliseconds since 1970.
 */
export function failureOf(title: string, address: string, answer: WebAnswer, now: number): ServiceFailure | undefined {
	if ('failure' in answer) return connectionFailure(title, hostIn(address), answer);
	const { status, headers } = answer;
	if (status === 429) return isSpent(headers) ? spent(title) : askedTooOften(title, retryAfterOf(headers, now));
	if (status >= 500) return { code: 'service-error', message: l10n.t('{0} is out of order (HTTP {1}). Try again later.', title, status) };
	if (status === 200) return undefined;
	const message = status
		? l10n.t('{0} answered with HTTP {1}, which Lectern does not follow.', title, status)
		: l10n.t('{0} answered with a redirection, which Lectern does not follow.', title);
	return { code: 'odd-answer', message };
}

function connectionFailure(title: string, host: string, { failure, reason }: Extract<WebAnswer, { failure: string }>): ServiceFailure {
	switch (failure) {
		case 'cancelled':
			return { code: 'cancelled', message: l10n.t('Cancelled.') };
		case 'timeout':
			return { code: 'timeout', message: l10n.t('{0} ({1}) did not answer in time.', title, host) };
		case 'too-long':
			return {
				code: 'odd-answer',
				message: l10n.t('{0} answered with {1}, which is no paper.', title, l10n.t('more than {0} MB', reason)),
			};
		case 'cut-off':
			return { code: 'unreachable', message: l10n.t('The answer of {0} ({1}) broke off: {2}. Try again.', title, host, reason) };
		case 'hidden':
			return {
				code: 'unreachable',
				message: l10n.t(
					'{0} ({1}) gave no answer that the browser passes on. It may have been asked too often. Try again in a minute.',
					title,
					host,
				),
			};
		case 'unreachable':
			return { code: 'unreachable', message: l10n.t('{0} ({1}) cannot be reached: {2}. Is this computer online?', title, host, reason) };
	}
}

/** A service answered with a text that is none of its answers, such as a page that a network shows before it lets anybody out. */
export const oddAnswer = (title: string, text: string): ServiceFailure => ({
	code: 'odd-answer',
	message: l10n.t(
		'{0} answered with {1}, which is no paper.',
		title,
		`“${text
			.trim()
			.replace(/[\s\p{C}\uFFFD]+/gu, ' ')
			.slice(0, 40)}”`,
	),
});

/** Whether headers say that what a service gives in a day is used up (OpenAlex, "Rate limits and authentication"). */
export const isSpent = (headers: Readonly<Record<string, string>>): boolean =>
	[headers['x-ratelimit-remaining-usd'], headers['x-ratelimit-remaining']].some((left) => left !== undefined && Number(left) <= 0);

const spent = (title: string): ServiceFailure => ({
	code: 'spent',
	message: l10n.t(
		'What {0} answers in a day without payment is used up. It begins again tomorrow; with a free key of your own it is more.',
		title,
	),
});

const askedTooOften = (title: string, seconds: number | undefined): ServiceFailure => ({
	code: 'rate-limit',
	message:
		seconds === undefined
			? l10n.t('{0} has been asked too often. Try again in a minute.', title)
			: l10n.t('{0} has been asked too often. Try again in {1} s.', title, Math.ceil(seconds)),
});
