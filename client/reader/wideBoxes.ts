/** Puts each table that a selector finds into a box that scrolls, so that the table itself stays one to a screen reader. */
export function boxTables(root: ParentNode, selector: string): void {
	for (const table of root.querySelectorAll(selector)) {
		const box = document.createElement('div');
		box.className = 'wide';
		table.replaceWith(box);
		box.append(table);
	}
}

/** Lets the focus into code and tables that are wider than their place, and only into those: the arrow keys scroll them. */
export function nameWideBoxes(root: ParentNode, names: { readonly code: string; readonly table: string }): void {
	for (const box of root.querySelectorAll<HTMLElement>('pre, .wide')) {
		if (box.scrollWidth > box.clientWidth) {
			box.tabIndex = 0;
			box.setAttribute('role', 'group');
			box.setAttribute('aria-label', box.localName === 'pre' ? names.code : names.table);
		} else for (const name of ['tabindex', 'role', 'aria-label']) box.removeAttribute(name);
	}
}
