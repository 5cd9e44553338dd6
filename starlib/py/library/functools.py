class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        def method(*args, **keywords):
            return self.func(obj, *self.args, *args, **{**self.keywords, **keywords})
        return method


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for k in (bool, int, object) if cls is bool else getattr(cls, "__mro__", (cls, object)):
            if k in registry:
                return registry[k]
        return registry[object]

    def register(cls, f=None):
        if f is None and not isinstance(cls, type):
            notes = list(getattr(cls, "__annotations__", {}).values())
            if not notes or not isinstance(notes[0], type):
                raise TypeError("Invalid first argument to `register()`: give the type, as in @fun.register(int)")
            f = cls
            cls = notes[0]
        if f is None:
            return lambda f: register(cls, f)
        registry[cls] = f
        return f

    return _Dispatching(func, registry, dispatch, register)


class _Dispatching:
    def __init__(self, func, registry, dispatch, register):
        self.__wrapped__ = func
        self.__name__ = func.__name__
        self.registry = registry
        self.dispatch = dispatch
        self.register = register

    def __call__(self, *args, **kwargs):
        if not args:
            raise TypeError(f"{self.__name__} requires at least 1 positional argument")
        return self.dispatch(type(args[0]))(*args, **kwargs)


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        if method is None and not isinstance(cls, type):
            notes = list(getattr(cls, "__annotations__", {}).values())
            if not notes or not isinstance(notes[0], type):
                raise TypeError("Invalid first argument to `register()`: give the type, as in @fun.register(int)")
            return self.dispatcher.register(notes[0], cls)
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            return self.dispatcher.dispatch(type(args[0]))(obj, *args, **kwargs)
        return method


WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)
