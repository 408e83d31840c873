/** How many letters must be changed, added, left out or swapped with their neighbour to make `a` of `b`; 9 where the lengths differ by more than three. */
export function distance(a: string, b: string): number {
	if (Math.abs(a.length - b.length) > 3) return 9;
	let older: number[] = [];
	let old = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let least = Math.min(old[j]! + 1, row[j - 1]! + 1, old[j - 1]! + same);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, older[j - 2]! + 1);
			row.push(least);
		}
		older = old;
		old = row;
	}
	return old[b.length]!;
}
