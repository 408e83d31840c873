export interface StandInRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}
export interface StandInLibrary {
	readonly path: string;
	readonly name: string;
	version: number;
}
/** An item's `data` as Zotero's JSON has it, with what is not part of it. */
export type StandInItem = Readonly<Record<string, unknown>> & { readonly trashed?: boolean; readonly bbtKey?: string };

export class ZoteroStandIn {
	constructor(options?: { readonly version?: 7 | 8 | 9 | 10; readonly betterBibtex?: boolean; readonly user?: string });
	readonly version: number;
	betterBibtex: boolean;
	serverId: string;
	readonly port: number;
	readonly user: StandInLibrary;
	requests: StandInRequest[];
	isOff: boolean;
	delay: number;
	drops: number;
	arrivesAs: string | undefined;
	diesAt: string | undefined;
	start(port?: number): Promise<this>;
	stop(): Promise<void>;
	startLoading(): void;
	finishLoading(): void;
	group(id: number, name: string): StandInLibrary;
	add(item: StandInItem, library?: StandInLibrary): string;
	change(key: string, changes: StandInItem, options?: { readonly library?: StandInLibrary; readonly keepsDate?: boolean }): void;
	remove(key: string, library?: StandInLibrary): void;
	collection(name: string, parent?: string, library?: StandInLibrary): string;
	renameCollection(key: string, name: string, library?: StandInLibrary): void;
	search(name: string, finds: (data: Readonly<Record<string, unknown>>) => boolean, library?: StandInLibrary): string;
	fill(count: number, library?: StandInLibrary): void;
	sync(library?: StandInLibrary): void;
}
