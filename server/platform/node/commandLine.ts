import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { URI } from 'vscode-uri';
import { ProgressLine } from '../../cli/progressLine.js';
import { isAbsence } from './files.js';

/** The line on the terminal that says how far something is. */
export const progressLine = new ProgressLine(process.stderr);

/** Writes a line to standard error, above what says how far something is. */
export function writeError(text: string): void {
	progressLine.clear();
	process.stderr.write(`${text}\n`);
}

/** What is wrong with how the program was called. */
export class WrongUse extends Error {}

/** The URI of a path from the folder that the program was started in. */
export const uriOf = (path: string): string => URI.file(resolve(path)).toString();

/** What there is at a path; nothing where there is none. */
export async function statOf(path: string): Promise<Stats | undefined> {
	try {
		return await stat(path);
	} catch (error) {
		if (isAbsence(error)) return undefined;
		throw new WrongUse(`“${path}” cannot be read: ${(error as Error).message}`);
	}
}

/** Whether an absolute path is that of a folder, or of something in it. */
export const isWithin = (path: string, folder: string): boolean =>
	path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Those of the folders that are in no other one: a folder within another one is read with it. */
export const outermost = (folders: readonly string[]): readonly string[] =>
	folders.filter((folder) => !folders.some((other) => other !== folder && isWithin(folder, other)));

/** A number with its noun, `1 file` or `2 files`; `several` is the plural where that does not end in s. */
export const counted = (count: number, noun: string, several = `${noun}s`): string => `${count} ${count === 1 ? noun : several}`;
