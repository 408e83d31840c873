// What the page makes of formulas, tables and code: boxes that scroll by themselves, with names and buttons.

/** The words on the page's own parts, as its body carries them. */
type Words = Readonly<Record<string, string | undefined>>;

/** Puts a button that copies its TeX on each displayed formula. */
export function addCopyButtons(article: HTMLElement, { copyTex = '', copied = '' }: Words, copy: (tex: string) => void): void {
	for (const block of article.querySelectorAll<HTMLElement>('.katex-block')) {
		const tex = block.querySelector('annotation')?.textContent;
		if (!tex) continue;
		const button = document.createElement('button');
		button.type = 'button';
		button.className = 'copy-tex';
		button.textContent = copyTex;
		button.addEventListener('click', () => {
			copy(tex);
			button.textContent = copied;
			setTimeout(() => {
				button.textContent = copyTex;
			}, 1500);
		});
		const frame = document.createElement('div');
		frame.className = 'formula';
		block.replaceWith(frame);
		frame.append(block, button);
	}
}

/** Puts each table into a box that scrolls, so that the table itself stays one to a screen reader. */
export function boxTables(article: HTMLElement): void {
	for (const each of article.querySelectorAll('main table')) {
		const box = document.createElement('div');
		box.className = 'wide';
		each.replaceWith(box);
		box.append(each);
	}
}

/** Lets the focus into formulas, code and tables that are wider than the page, and only into those: the arrow keys scroll them. */
export function nameWideBoxes(article: HTMLElement, { code = '', table = '', formula = '' }: Words): void {
	for (const box of article.querySelectorAll<HTMLElement>('main pre, main .wide, main .katex-block')) {
		if (box.scrollWidth > box.clientWidth) {
			box.tabIndex = 0;
			box.setAttribute('role', 'group');
			box.setAttribute('aria-label', box.localName === 'pre' ? code : box.className === 'wide' ? table : formula);
		} else for (const name of ['tabindex', 'role', 'aria-label']) box.removeAttribute(name);
	}
}
