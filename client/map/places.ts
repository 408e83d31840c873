import * as vscode from 'vscode';
import type { MapAnswer } from '../../server/protocol.js';

/** What is kept of the last layout: whose neighbours it was made for, and where each paper lay. */
interface Kept {
	readonly mark: string;
	readonly places: Readonly<Record<string, readonly [x: number, y: number]>>;
}

/** A short name for what a layout depends on; the same for the same. */
export function markOf({ points, neighbours, related, mentioned }: MapAnswer): string {
	const text = JSON.stringify([points.map(({ key }) => key), neighbours, related, mentioned]);
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	return `${text.length.toString(36)}-${(hash >>> 0).toString(36)}`;
}

const fileOf = ({ storageUri, globalStorageUri }: vscode.ExtensionContext): vscode.Uri =>
	vscode.Uri.joinPath(storageUri ?? globalStorageUri, 'map.json');

/** Where the papers of a map lay the last time; null where nothing is known. */
export async function placesBefore(
	context: vscode.ExtensionContext,
	map: MapAnswer,
): Promise<{ readonly before: readonly (number | null)[]; readonly isSettled: boolean } | undefined> {
	try {
		const { mark, places } = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(fileOf(context)))) as Kept;
		const before = map.points.flatMap(({ key }) => {
			const place = Object.hasOwn(places, key) ? places[key] : undefined;
			return place && Number.isFinite(place[0]) && Number.isFinite(place[1]) ? [place[0], place[1]] : [null, null];
		});
		return { before, isSettled: mark === markOf(map) && !before.includes(null) };
	} catch {
		// The first time there is none, and what is damaged is as good as none.
		return undefined;
	}
}

/** Keeps where the papers lie; without that the next layout begins anew. */
export async function keepPlaces(context: vscode.ExtensionContext, map: MapAnswer, places: readonly number[]): Promise<void> {
	if (places.length !== 2 * map.points.length) return;
	const short = (value: number) => Math.round(value * 10) / 10;
	const byKey = Object.fromEntries(map.points.map(({ key }, index) => [key, [short(places[2 * index]!), short(places[2 * index + 1]!)]]));
	const text = JSON.stringify({ mark: markOf(map), places: byKey });
	try {
		await vscode.workspace.fs.writeFile(fileOf(context), new TextEncoder().encode(text));
	} catch {
		// Read-only storage: nothing is lost but time.
	}
}
