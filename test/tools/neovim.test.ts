import { neovimSuite } from './neovimSuite.js';

neovimSuite({
	name: 'Neovim of Debian',
	program: 'nvim',
	section: 'Neovim 0.7 to 0.10',
	asks: true,
	words: 'quiet moor',
	encoding: 'utf-16',
	sizeOf: (text) => text.length,
});
