import * as l10n from '@vscode/l10n';
import type { Paper } from '../library/paper.js';
import type { Context } from './context.js';

export interface RelatedPaper {
	readonly paper: Paper;
	/** Why, strongest first, as short phrases. */
	readonly reasons: readonly string[];
}

/**
 * The papers nearest to one, at most `limit`: those its summary links, or whose summaries link it, first; then by shared
 * topics (rare ones weigh more) and by how well their texts answer its title.
 */
export function relatedPapers({ library, topics }: Pick<Context, 'library' | 'topics'>, paper: Paper, limit = 8): readonly RelatedPaper[] {
	const found = new Map<string, { readonly paper: Paper; score: number; readonly reasons: string[] }>();
	const add = (other: Paper | undefined, score: number, reason: string) => {
		if (!other || paper.keys.includes(other.key)) return;
		const entry = found.get(other.key) ?? { paper: other, score: 0, reasons: [] };
		entry.score += score;
		if (!entry.reasons.includes(reason)) entry.reasons.push(reason);
		found.set(other.key, entry);
	};
	for (const key of paper.related) add(library.byKey(key)[0], 10, l10n.t('linked by the summary'));
	const [best, ...close] = library.find(paper.title, { limit: 30 });
	const top = best?.score || 1;
	for (const { paper: other, score } of close) add(other, (2 * score) / top, l10n.t('similar title and text'));
	for (const topic of paper.topics) {
		const sharing = library.find(topic.replace(/-/g, ' '), { limit: 50 }).filter((hit) => hit.paper.topics.includes(topic));
		for (const { paper: other } of sharing) add(other, 1 + 2 / (1 + sharing.length), l10n.t('on “{0}”, too', topics[topic] ?? topic));
	}
	return [...found.values()].sort((a, b) => b.score - a.score || (a.paper.key < b.paper.key ? -1 : 1)).slice(0, limit);
}
