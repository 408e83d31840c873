import type { Paper } from '../library/paper.js';
import type { Context } from './context.js';

/** The papers that fit a workspace-symbol query, best first; at most 100. */
export function workspaceSymbols({ library }: Context, query: string): readonly Paper[] {
	return library.find(query, { limit: 100 }).map((hit) => hit.paper);
}
