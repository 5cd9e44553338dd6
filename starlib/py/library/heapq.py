def merge(*iterables, key=None, reverse=False):
    sources = [iter(it) for it in iterables]
    end = object()
    heads = [next(s, end) for s in sources]
    keys = [None if h is end else h if key is None else key(h) for h in heads]
    while True:
        best = -1
        for i, h in enumerate(heads):
            if h is end:
                continue
            if best < 0 or (keys[best] < keys[i] if reverse else keys[i] < keys[best]):
                best = i
        if best < 0:
            return
        yield heads[best]
        heads[best] = next(sources[best], end)
        if heads[best] is not end:
            keys[best] = heads[best] if key is None else key(heads[best])
