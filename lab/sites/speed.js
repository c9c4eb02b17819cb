for (let n = 1; n <= 40; n++)
	document.getElementById('more').append(Object.assign(document.createElement('p'), {className: 'row', textContent: n + ': ご利用明細の見本です。'}));
