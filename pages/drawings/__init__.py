"""Pictures drawn from words while the site is built: a page's card in a chat, a list to bring.

The same words give the same bytes, on one machine. What is drawn is kept (`kept`) and drawn
again only when the words, this code, the font or the libraries have changed.
"""
