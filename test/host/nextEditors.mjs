// `npm run editors`: runs the tests of test/tools that drive editors with those of Debian's next release. Built-in modules only.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { installKakoune, installNextEditors } from './install.mjs';

installKakoune();
const programs = installNextEditors();
if (!programs) {
	console.error('The editors of Debian 13 can be installed on Debian alone, as root.');
	process.exit(1);
}
const search = programs + path.delimiter + process.env.PATH;
for (const name of ['emacs', 'kak', 'nvim', 'vim']) {
	const { stdout } = spawnSync(path.join(programs, name), [name === 'kak' ? '-version' : '--version'], { encoding: 'utf8' });
	console.log(stdout.split('\n')[0]);
}
const tests = ['emacs', 'kakoune', 'neovim', 'vim'].map((name) => `dist-test/tools/${name}.test.mjs`);
const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
const { status } = spawnSync(process.execPath, [mocha, '--exit', '--ui', 'tdd', ...tests], {
	stdio: 'inherit',
	env: { ...process.env, PATH: search },
});
process.exit(status ?? 1);
