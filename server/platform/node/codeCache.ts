import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';
import { setFlagsOfStart } from './v8Flags.js';

/** Where compiled code is kept. */
export interface CodeCache {
	readonly folder: string;
	/** What the bundles were built as: other bundles have other code. */
	readonly build: string;
}

/** Whether this version of Node can load bundles in this way (20.10 and newer). */
export const hasCodeCache = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER !== undefined;

/**
 * Loads a CommonJS bundle and the bundles beside it that it requires, and returns what it exports. The code that V8 makes of them is kept, so
 * that the next process need not compile them again: that takes half of the time until the server answers. What is kept is of one version of
 * Node; V8 ignores it where it does not fit, and so do we where it cannot be read.
 */
export function loadWithCodeCache(file: string, cache: CodeCache): unknown {
	const scripts: KeptScript[] = [];
	const loaded = new Map<string, { exports: unknown }>();
	const beside = dirname(file);
	const load = (path: string): unknown => {
		const known = loaded.get(path);
		if (known) return known.exports;
		const module = { exports: {} as unknown };
		loaded.set(path, module);
		const script = scriptOf(path, cache);
		scripts.push(script);
		const plain = createRequire(path);
		const require = (id: string): unknown => (id.startsWith('./') ? load(join(beside, id)) : plain(id));
		const run = script.script.runInThisContext() as (...given: unknown[]) => void;
		run.call(module.exports, module.exports, require, module, path, beside);
		return module.exports;
	};
	const exported = load(file);
	// At the end, when nobody waits: what was compiled while the server worked is kept as well.
	process.once('exit', () => keep(scripts.filter(({ isKept }) => !isKept)));
	return exported;
}

interface KeptScript {
	readonly script: Script;
	readonly kept: string;
	/** Whether V8 took what was kept. */
	readonly isKept: boolean;
}

function scriptOf(path: string, { folder, build }: CodeCache): KeptScript {
	const kept = join(folder, `${basename(path, '.js')}-${build}-${process.version}-${process.arch}.code`);
	const source = readBetween(before, path, after).toString();
	const cachedData = readKept(kept);
	const script = new Script(source, {
		filename: path,
		...(cachedData && { cachedData }),
		// `import()` in the bundles works as in any other module.
		importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
	});
	return { script, kept, isKept: cachedData !== undefined && script.cachedDataRejected === false };
}

/** What Node puts around the text of a CommonJS module. */
const [before = '', after = ''] = wrap('\0').split('\0');

/** What is in a file, between two texts: put around it as a string, each would make another copy of it. Throws where it cannot be read. */
function readBetween(start: string, path: string, end: string): Buffer {
	const file = openSync(path, 'r');
	try {
		const { size } = fstatSync(file);
		const bytes = Buffer.allocUnsafeSlow(start.length + size + end.length);
		let length = bytes.write(start);
		for (let read = -1; read !== 0 && length < start.length + size; length += read)
			read = readSync(file, bytes, length, start.length + size - length, null);
		return bytes.subarray(0, length + bytes.write(end, length));
	} finally {
		closeSync(file);
	}
}

function readKept(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch {
		// Whatever is wrong with it: without it the server starts as well.
		return undefined;
	}
}

function keep(scripts: readonly KeptScript[]): void {
	// V8 writes down which flags the code is for: those that it is loaded with.
	setFlagsOfStart();
	for (const { script, kept } of scripts) {
		// Named like all unfinished files (`unfinishedName`), without loading what the engine is needed for.
		const temporary = `${kept}.${process.pid}.lectern.tmp`;
		try {
			mkdirSync(dirname(kept), { recursive: true });
			writeFileSync(temporary, script.createCachedData());
			renameSync(temporary, kept);
		} catch {
			// The next start takes as long as this one; there is no log yet to report it to.
			rmSync(temporary, { force: true });
		}
	}
}
