import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Ends the process, as `kill -9` does, at one step of writing one file: in the middle of its text, before it takes the file's name, or after that. */
const killing = `
const fs = require('node:fs/promises');
const [step, count] = process.env.KILLED_AT.split(' ');
let files = 0;
const end = () => { process.kill(process.pid, 'SIGKILL'); for (;;); };
const { open, rename } = fs;
fs.open = async (path, flags, mode) => {
	const handle = await open(path, flags, mode);
	if (flags !== 'wx' || ++files !== Number(count)) return handle;
	const write = handle.writeFile.bind(handle);
	handle.writeFile = async (text) => {
		if (step !== 'half') return write(text);
		await write(text.slice(0, text.length / 2));
		end();
	};
	return handle;
};
fs.rename = async (from, to) => {
	if (step === 'whole' && files === Number(count)) end();
	await rename(from, to);
	if (step === 'named' && files === Number(count)) end();
};
`;

const book = '@book{fog1999,\n  author = {Moor, Ada},\n  title = {Fog},\n  publisher = {Harbour},\n  date = {1999},\n}\n';
const faulty: Readonly<Record<string, string>> = {
	'refs.bib': book.replace('Ada},', 'Ada}'),
	'a.md': 'See [@fogg1999].\n',
	'b.md': 'Or [@fo1999], and [@fogg1999].\n',
	'c.tex': '\\addbibresource{refs.bib}\n\\cite{Fog1999}\n',
};
const names = Object.keys(faulty);

suite('fixing several files', () => {
	let folder: string;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'lectern-killed-'));
	});
	teardown(() => rmSync(folder, { recursive: true }));

	const write = () => {
		for (const name of names) writeFileSync(join(folder, name), faulty[name]!);
	};
	const read = () => names.map((name) => readFileSync(join(folder, name), 'utf8'));
	const fix = (env: Readonly<Record<string, string>> = {}) =>
		spawnSync(process.execPath, [resolve('dist/cli.js'), 'check', '--fix'], {
			cwd: folder,
			encoding: 'utf8',
			env: { ...process.env, ...env },
		});

	test('leaves each as it was or as it is to be wherever the process is killed, and finishes the next time', function () {
		if (process.platform === 'win32') this.skip();
		// The program runs seven times.
		this.timeout(300_000);
		write();
		fix();
		const fixed = read();
		const changed = names.filter((name, at) => fixed[at] !== faulty[name]).length;
		assert.ok(changed > 2, 'several files are fixed');
		const preload = mkdtempSync(join(tmpdir(), 'lectern-killing-'));
		try {
			writeFileSync(join(preload, 'killing.cjs'), killing);
			for (const step of ['half', 'whole', 'named']) {
				write();
				const { signal } = fix({ NODE_OPTIONS: `--require ${join(preload, 'killing.cjs')}`, KILLED_AT: `${step} 2` });
				assert.equal(signal, 'SIGKILL', step);
				const left = read();
				const done = left.filter((text, at) => text === fixed[at] && text !== faulty[names[at]!]).length;
				assert.equal(done, step === 'named' ? 2 : 1, step);
				for (const [at, name] of names.entries()) assert.ok([faulty[name], fixed[at]].includes(left[at]), `${step}: ${name}`);
				fix();
				assert.deepEqual(read(), fixed, step);
				assert.deepEqual(readdirSync(folder).sort(), [...names].sort(), step);
			}
		} finally {
			rmSync(preload, { recursive: true });
		}
	});
});
