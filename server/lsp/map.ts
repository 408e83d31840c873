import { type Context, fitting, grownBy, type Library, libraryMap, type MapAnswer, mapCard } from '../engine/index.js';
import { answer, type Feature } from './feature.js';
import { textsForMap } from './textsForMap.js';

/** What a map depends on. */
interface Asked extends Pick<Context, 'paperTopics'> {
	/** Not kept in memory by its map. */
	readonly library: WeakRef<Library>;
	readonly notes: number;
	readonly filter: string;
}

const isSame = (one: Asked, other: Asked): boolean =>
	one.library.deref() === other.library.deref() &&
	one.paperTopics === other.paperTopics &&
	one.notes === other.notes &&
	one.filter === other.filter;

/** The map of the library. */
export const mapFeature: Feature = {
	register(services) {
		let last: (Asked & { readonly map: MapAnswer }) | undefined;
		answer(services, 'lectern/map', async ({ filter }, { context, token }) => {
			services.noteTracker.flush();
			const { library } = context;
			const textOf = textsForMap(services);
			const isNew = await services.topics.update({ library, titles: context.topics, textOf }, token);
			const paperTopics = services.topics.current;
			const asked = { library: new WeakRef(library), paperTopics, notes: context.notes.version, filter };
			const grown = (map: MapAnswer) => grownBy(map, services.literature.isAnyOn ? services.works.surroundings(library) : []);
			if (last && isSame(last, asked)) return grown(last.map);
			const map = await libraryMap({ ...context, paperTopics }, filter, textOf, token);
			if (!map) return null;
			last = { ...asked, map };
			// Not before: the client may ask for the map again.
			if (isNew) services.changes.tellClient();
			return grown(map);
		});
		answer(services, 'lectern/fitting', ({ filter }, { context }) => fitting(context, filter));
		answer(services, 'lectern/mapCard', ({ key }, { context }) => {
			const paper = context.library.byKey(key)[0];
			if (paper) return mapCard(paper);
			const work = services.works.workOf(key);
			return work ? mapCard({ ...work.record, key }) : null;
		});
	},
};
