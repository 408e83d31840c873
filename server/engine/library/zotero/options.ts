/** How Zotero is to be read. */
export interface ZoteroOptions {
	readonly isOn: boolean;
	/** Of 127.0.0.1. */
	readonly port: number;
	/** Which groups are read beside the user's own library: all, or those of these names. */
	readonly groups: 'all' | readonly string[];
	/** An answer may take so many seconds; the usual time where it is left out. */
	readonly timeout?: number;
}

/** The port that Zotero listens at unless its user has chosen another. */
export const usualPort = 23119;

/** An answer of Zotero's may take so many seconds unless the user says otherwise: the first has to wait until its library is loaded. */
export const usualTimeout = 60;

/**
 * How Zotero is to be read, by the setting `lectern.zotero`: `{ enabled, groups, port, timeout }`. Off unless `enabled` is true. `groups` is `all`, or names
 * of groups between commas. A port that is none counts as the usual one, as does a timeout that is no number of seconds from 1 to 600.
 */
export function zoteroOptionsOf(setting: unknown): ZoteroOptions {
	const given = (typeof setting === 'object' && setting !== null ? setting : {}) as Readonly<Record<string, unknown>>;
	const { enabled, groups, port, timeout } = given;
	const names = typeof groups === 'string' ? groups.split(',').map((name) => name.trim()) : [];
	const wanted = names.filter((name) => name !== '');
	return {
		isOn: enabled === true,
		port: isPort(port) ? port : usualPort,
		groups: wanted.length === 1 && wanted[0]!.toLowerCase() === 'all' ? 'all' : wanted,
		timeout: isTimeout(timeout) ? timeout : usualTimeout,
	};
}

const isTimeout = (value: unknown): value is number => typeof value === 'number' && value >= 1 && value <= 600;

/** Whether a number is one that a program can listen at. */
export const isPort = (value: unknown): value is number =>
	typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;
