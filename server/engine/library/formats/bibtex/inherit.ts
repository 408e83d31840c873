import type { BibtexField } from './entry.js';
import { entryTypeOf, fieldNameOf } from './entryTypes.js';

/** An entry's fields together with the text they are offsets of. */
export interface EntryFields {
	/** As written. */
	readonly type: string;
	readonly text: string;
	readonly fields: readonly BibtexField[];
}

/** A field, and the text it is in: the parent's where it is inherited. */
export interface FieldIn {
	readonly field: BibtexField;
	readonly text: string;
	/** biblatex's name of what it is in the entry that has it. */
	readonly name: string;
	/** Whether the entry has it from another one. */
	readonly isInherited: boolean;
}

const never = new Set(
	(
		'ids crossref xref entryset entrysubtype execute label options presort related relatedoptions relatedstring ' +
		'relatedtype shorthand shorthandintro sortkey xdata'
	).split(' '),
);
const neverWithTitle = new Set(['shorttitle', 'sorttitle', 'indextitle', 'indexsorttitle']);

const inBook = ['inbook', 'bookinbook', 'suppbook'];
const inCollection = ['incollection', 'inreference', 'suppcollection'];

/** Parent types, child types, and what a parent's title becomes in the child (biblatex manual, appendix B). */
const titles: readonly { readonly parents: readonly string[]; readonly children: readonly string[]; readonly prefix: string }[] = [
	{ parents: ['mvbook'], children: ['book', ...inBook], prefix: 'main' },
	{ parents: ['mvcollection', 'mvreference'], children: ['collection', 'reference', ...inCollection], prefix: 'main' },
	{ parents: ['mvproceedings'], children: ['proceedings', 'inproceedings'], prefix: 'main' },
	{ parents: ['book'], children: inBook, prefix: 'book' },
	{ parents: ['collection', 'reference'], children: inCollection, prefix: 'book' },
	{ parents: ['proceedings'], children: ['inproceedings'], prefix: 'book' },
	{ parents: ['periodical'], children: ['article', 'suppperiodical'], prefix: 'journal' },
];

/**
 * The names under which a child takes over a parent's field by `crossref`: none, one or several (biblatex manual, appendix
 * B). All three names are biblatex's.
 */
export function inheritedNames(parentType: string, childType: string, field: string): readonly string[] {
	if (never.has(field)) return [];
	if (field === 'author' && inBook.includes(childType) && (parentType === 'book' || parentType === 'mvbook'))
		return ['author', 'bookauthor'];
	const rule = titles.find(({ parents, children }) => parents.includes(parentType) && children.includes(childType));
	if (rule) {
		if (neverWithTitle.has(field)) return [];
		if (field === 'title' || field === 'subtitle' || field === 'titleaddon') return [rule.prefix + field];
	}
	return [field];
}

/** An entry inherits from one that inherits from another … up to so many deep. What lies beyond is left out. */
export const deepestInheritance = 16;

/** An entry inherits from so many others at most. */
export const mostAncestors = 64;

/** An entry inherits so many characters, and so many fields, at most: many children of one long parent would cost its length each. */
export const mostInherited = 20_000;
export const mostFields = 200;

/** Why an entry does not inherit all it might: it comes to itself again, there are too many entries in turn or together, or they are too long. */
export type InheritanceLimit = 'circle' | 'depth' | 'number' | 'length';

/** Fields, and why they may not be all. */
export interface Inherited {
	readonly fields: readonly FieldIn[];
	readonly limit?: InheritanceLimit;
}

/**
 * The fields of an entry with those it inherits: first all of its `xdata` entries' (manual § 3.13.6: as if they stood in it),
 * then its `crossref` parent's under the names that appendix B gives them, each only where the entry has no such field.
 * Parents that `find` doesn't know give nothing, and no entry gives twice, which ends circles. `keysOf` reads the keys in a
 * field; `ownKey` is the entry's own.
 */
export function inheritedFields(
	entry: EntryFields,
	ownKey: string,
	find: (key: string) => EntryFields | undefined,
	keysOf: (field: FieldIn) => readonly string[],
): Inherited {
	const visited = new Set<string>();
	/** The keys from the entry to the one that is being read. */
	const above = new Set([ownKey.toLowerCase()]);
	let limit: InheritanceLimit | undefined;
	const parentsOf = (field: FieldIn | undefined): readonly (readonly [key: string, parent: EntryFields])[] => {
		const parents: (readonly [string, EntryFields])[] = [];
		for (const each of field ? keysOf(field) : []) {
			const key = each.toLowerCase();
			if (above.has(key)) limit ??= 'circle';
			if (visited.has(key) || above.has(key)) continue;
			if (above.size > deepestInheritance) limit ??= 'depth';
			else if (visited.size >= mostAncestors) limit ??= 'number';
			else {
				visited.add(key);
				const parent = find(key);
				if (parent) parents.push([key, parent]);
			}
		}
		return parents;
	};
	const inherited = (key: string, parent: EntryFields): readonly FieldIn[] => {
		above.add(key);
		const fields = fieldsOf({ ...parent, fields: shortOf(parent.fields) });
		above.delete(key);
		return fields;
	};
	let given = 0;
	let number = 0;
	/** The fields of a parent without those that are too long, as far as they are not too long together. */
	const shortOf = (fields: EntryFields['fields']): EntryFields['fields'] => {
		const short: BibtexField[] = [];
		for (const field of fields) {
			const length = field.valueEnd - field.nameStart;
			if (length <= mostInherited) given += length;
			const isFull = given > mostInherited || ++number > mostFields;
			if (length > mostInherited || isFull) limit ??= 'length';
			if (isFull) break;
			if (length <= mostInherited) short.push(field);
		}
		return short;
	};
	const fieldsOf = (own: EntryFields): readonly FieldIn[] => {
		const found = new Map<string, FieldIn>();
		const add = (name: string, { field, text }: Pick<FieldIn, 'field' | 'text'>, isInherited: boolean): void => {
			if (!hasField(found, name)) found.set(name, { field, text, name, isInherited });
		};
		for (const field of own.fields) add(fieldNameOf(field.name), { field, text: own.text }, false);
		for (const [key, parent] of parentsOf(found.get('xdata'))) {
			for (const field of inherited(key, parent)) if (field.name !== 'xdata' && field.name !== 'ids') add(field.name, field, true);
		}
		const childType = entryTypeOf(own.type).type;
		// The child's own date wins whole: a parent's month doesn't go with another year.
		const dated = hasField(found, 'year');
		for (const [key, parent] of parentsOf(found.get('crossref')).slice(0, 1)) {
			const parentType = entryTypeOf(parent.type).type;
			for (const field of inherited(key, parent).filter(({ name }) => !dated || (name !== 'month' && name !== 'day')))
				for (const name of inheritedNames(parentType, childType, field.name)) add(name, field, true);
		}
		return [...found.values()];
	};
	const fields = fieldsOf(entry);
	return limit === undefined ? { fields } : { fields, limit };
}

/** Whether there is a field of a name; `date` and `year` are one. */
const hasField = (fields: ReadonlyMap<string, FieldIn>, name: string): boolean =>
	name === 'date' || name === 'year' ? fields.has('date') || fields.has('year') : fields.has(name);
