import { shiftedSpan } from '../base/span.js';
import type { Problem } from './formats/record.js';
import type { Segment } from './index/segment.js';
import type { Source, SourceState } from './library.js';

/** What a source owns. */
export interface Owned {
	readonly source: Source;
	readonly segments: readonly Segment[];
	readonly failure?: string;
}

/** The sources of a library with what they own, by their URIs. */
export class OwnedSources {
	readonly #owned = new Map<string, Owned>();
	/** In order. */
	readonly #uris: string[] = [];
	/** The segments with records in the order of their numbers, where that is known. A new source's are behind all others. */
	#segments: Segment[] | undefined;

	get(uri: string): Owned | undefined {
		return this.#owned.get(uri);
	}

	put(owned: Owned): void {
		const { uri } = owned.source;
		this.#takeSegments(owned);
		if (!this.#owned.has(uri)) this.#uris.splice(this.#placeOf(uri), 0, uri);
		this.#owned.set(uri, owned);
	}

	delete(uri: string): void {
		if (!this.#owned.delete(uri)) return;
		this.#segments = undefined;
		this.#uris.splice(this.#placeOf(uri), 1);
	}

	/** In the order of the URIs: when which file was read makes no difference. */
	inOrder(): readonly Owned[] {
		return this.#uris.map((uri) => this.#owned.get(uri)!);
	}

	/**
	 * The segments with records, in the order of their numbers. One with problems alone has no number of its own: the next one's is the same. The list
	 * may grow with the next source.
	 */
	segments(): readonly Segment[] {
		this.#segments ??= Array.from(this.#owned.values(), withRecords)
			.flat()
			.sort((a, b) => a.base - b.base);
		return this.#segments;
	}

	#takeSegments(owned: Owned): void {
		if (this.#owned.has(owned.source.uri)) this.#segments = undefined;
		if (!this.#segments) return;
		for (const segment of withRecords(owned)) {
			if (segment.base < (this.#segments.at(-1)?.base ?? 0)) {
				this.#segments = undefined;
				return;
			}
			this.#segments.push(segment);
		}
	}

	/** Numbers the records otherwise: `bases` has the new base of each segment with records by its old one. */
	rebase(bases: ReadonlyMap<number, number>): void {
		for (const owned of this.inOrder())
			this.put({ ...owned, segments: owned.segments.map((segment) => ({ ...segment, base: bases.get(segment.base) ?? 0 })) });
	}

	/** Where a URI is in the list, or belongs. */
	#placeOf(uri: string): number {
		let [low, high] = [0, this.#uris.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.#uris[middle]! < uri) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

/** The segments of a source that have records. */
export const withRecords = ({ segments }: Owned): readonly Segment[] => segments.filter(({ pack }) => pack.count > 0);

/** Returns what gives the segments with records of a source, by its URI. The sources are arranged when it is first asked. */
export function bySource(all: readonly Owned[]): (uri: string) => readonly Segment[] {
	let byUri: ReadonlyMap<string, Owned> | undefined;
	return (uri) => {
		byUri ??= new Map(all.map((each) => [each.source.uri, each]));
		const owned = byUri.get(uri);
		return owned ? withRecords(owned) : [];
	};
}

const states = new WeakMap<Owned, SourceState>();

/** What a source is like; the same object until the source changes. */
export function stateOf(owned: Owned): SourceState {
	const known = states.get(owned);
	if (known) return known;
	const { source, segments, failure } = owned;
	let records = 0;
	let length = 0;
	for (const { pack } of segments) {
		records += pack.count;
		length += pack.length;
	}
	let problems: readonly Problem[] | undefined;
	const state: SourceState = {
		...source,
		records,
		length,
		get problems() {
			problems ??= segments.flatMap(({ pack, start }) =>
				pack.problems.map((problem) => ({ ...problem, span: shiftedSpan(problem.span, start) })),
			);
			return problems;
		},
		...(failure === undefined ? undefined : { failure }),
	};
	states.set(owned, state);
	return state;
}
