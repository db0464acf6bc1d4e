"""Every call with its real answer, for the page that documents them: asked when it is read."""


class Walk:
    pass
