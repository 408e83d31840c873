import * as l10n from '@vscode/l10n';
import { clipped, escapeHtml, escapeInlineHtml } from './escape.js';
import { limits } from './guards.js';

/** A work as a list of the reader shows it. */
export interface ListedWork {
	readonly id: string;
	readonly title: string;
	readonly authors: string;
	readonly year?: number;
	readonly venue?: string;
	readonly citedBy?: number;
	readonly isOpen?: boolean;
	readonly isSaidRetracted?: boolean;
	/** The key of the library's own paper that it is. */
	readonly key?: string;
	readonly isOwn?: boolean;
}

/** What the reader shows of the literature around a paper. */
export interface LiteratureMatter {
	/** Who says so. */
	readonly source: string;
	/** As services have it, where the paper's own entry has none. */
	readonly abstract?: string;
	/** Left out before the user has asked for it. */
	readonly found?: {
		readonly cites: readonly ListedWork[];
		readonly citesCount: number;
		readonly citedBy: readonly ListedWork[];
		readonly citedByCount: number;
		readonly failures: readonly string[];
	};
}

const inline = (text: string): string => escapeInlineHtml(clipped(text, limits.line));

/** *Cites* and *Cited by* as HTML; before they are asked for, what asks for them. Works carry `data-paper` and `data-cite` with what they are opened by. */
export function literatureSection({ source, abstract, found }: LiteratureMatter): string {
	if (!found)
		return `<section class="literature"><h2>${l10n.t('Cites and cited by')}</h2><p><button type="button" data-command="follow">${l10n.t('Ask {0}', inline(source))}</button> <span class="why">${l10n.t('sends the DOI or number of this work, nothing else')}</span></p></section>`;
	const failures = found.failures.map((message) => `<p class="failure">${inline(message)}</p>`).join('');
	const text =
		abstract === undefined
			? ''
			: `<section class="literature"><h2>${l10n.t('Abstract')}</h2><p>${escapeHtml(clipped(abstract, limits.field))}</p><p class="why">${l10n.t('from {0}', inline(source))}</p></section>`;
	return (
		text +
		section(l10n.t('Cites'), found.cites, found.citesCount, l10n.t('{0} has no list of what this work cites.', source)) +
		section(l10n.t('Cited by'), found.citedBy, found.citedByCount, l10n.t('{0} knows of no work that cites this one.', source)) +
		(failures === ''
			? ''
			: `<section class="literature">${failures}<p><button type="button" data-command="follow">${l10n.t('Ask again')}</button></p></section>`)
	);
}

function section(title: string, works: readonly ListedWork[], count: number, none: string): string {
	const heading = count > 0 ? `${title} (${count})` : title;
	const rest = count - works.length;
	const more =
		rest > 0 ? `<p class="why">${l10n.t('and {0} more: own papers come first, then the most cited and the newest', rest)}</p>` : '';
	const list = works.length === 0 ? `<p class="why">${inline(none)}</p>` : `<ul>${works.map(item).join('')}</ul>${more}`;
	return `<section class="literature"><h2>${heading}</h2>${list}</section>`;
}

function item({ id, title, authors, year, venue, citedBy, isOpen, isSaidRetracted, key, isOwn }: ListedWork): string {
	const opened = escapeHtml(key ?? id);
	const facts = [
		[authors, year === undefined ? '' : String(year)].filter((part) => part !== '').join(' '),
		venue ?? '',
		citedBy === undefined || citedBy === 0 ? '' : citedBy === 1 ? l10n.t('cited once') : l10n.t('cited {0} times', citedBy),
		isOpen ? l10n.t('open access') : '',
		isSaidRetracted ? l10n.t('retracted, says OpenAlex') : '',
	]
		.filter((part) => part !== '')
		.map(inline);
	const mark = key === undefined ? '' : `<span class="own">${isOwn ? l10n.t('in your library') : l10n.t('bundled')}</span> `;
	const cite = `<button type="button" class="cite" data-cite="${opened}" aria-label="${escapeHtml(l10n.t('Cite {0}', clipped(title, 100)))}">${l10n.t('Cite')}</button>`;
	return `<li>${mark}<a href="#" class="paper" data-paper="${opened}">${inline(title)}</a> <span class="why">${facts.join(' · ')} ${cite}</span></li>`;
}
