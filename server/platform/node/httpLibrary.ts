import { readFileSync } from 'node:fs';
import { httpLibraryOptionsOf, localize } from '../../engine/index.js';

/**
 * The library over HTTP that `--http-library=…` names: by its address, or by a JSON file with what the setting `lectern.httpLibrary` has. Throws
 * what is wrong where it names none.
 */
export function httpLibraryOf(argument: string): object {
	const setting: unknown = /^https?:/i.test(argument) ? { url: argument } : JSON.parse(readFileSync(argument, 'utf8'));
	const options = httpLibraryOptionsOf(setting);
	if (!options) throw new Error(`“${argument}” names no address of a library.`);
	if ('problem' in options) throw new Error(localize(options.problem));
	return setting as object;
}
