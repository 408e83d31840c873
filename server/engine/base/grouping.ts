/** Adds a value to the list that a map has under a key. Lists and sets that are copied for each value take quadratic time. */
export function addToList<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
	const list = map.get(key);
	if (list) list.push(value);
	else map.set(key, [value]);
}

/** Adds a value to the set that a map has under a key. */
export function addToSet<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
	const set = map.get(key);
	if (set) set.add(value);
	else map.set(key, new Set([value]));
}
