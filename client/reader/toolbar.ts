/** Makes the bar one stop of the Tab key: the arrow keys, Home and End walk its buttons, and Tab comes back to the last one. */
export function registerToolbar(bar: HTMLElement): void {
	const buttons = () => [...bar.querySelectorAll<HTMLElement>('button')];
	const stopAt = (button: HTMLElement | undefined) => {
		for (const each of buttons()) each.tabIndex = each === button ? 0 : -1;
	};
	stopAt(buttons()[0]);
	bar.addEventListener('focusin', ({ target }) => {
		if (target instanceof HTMLElement) stopAt(target);
	});
	bar.addEventListener('keydown', (event) => {
		if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
		const all = buttons();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const target = {
			ArrowRight: all[(at + 1) % all.length],
			ArrowLeft: all.at(at - 1),
			Home: all[0],
			End: all.at(-1),
		}[event.key];
		if (!target || at < 0) return;
		event.preventDefault();
		target.focus();
	});
}
