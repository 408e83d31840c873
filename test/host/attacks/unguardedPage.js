// Comes before a page's script in the build without guards: every text that a page sets becomes HTML, and scripts in it run.
{
	const htmlOf = (text, place) => {
		const range = document.createRange();
		range.selectNodeContents(place.isConnected ? place : document.body);
		return range.createContextualFragment(String(text));
	};
	const replaceChildren = Element.prototype.replaceChildren;
	const append = Element.prototype.append;
	const nodes = (place, children) => children.map((child) => (typeof child === 'string' ? htmlOf(child, place) : child));
	Element.prototype.append = function (...children) {
		append.apply(this, nodes(this, children));
	};
	Element.prototype.replaceChildren = function (...children) {
		replaceChildren.apply(this, nodes(this, children));
	};
	const textContent = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
	for (const name of ['textContent', 'innerHTML'])
		Object.defineProperty(HTMLElement.prototype, name, {
			get: Object.getOwnPropertyDescriptor(name === 'innerHTML' ? Element.prototype : Node.prototype, name).get ?? textContent.get,
			set(text) {
				replaceChildren.call(this, htmlOf(text, this));
			},
		});
}
